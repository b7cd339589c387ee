using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>The test assembly as a program: runs kernels in a process of its own, for <see cref="FallbackTests"/>.</summary>
internal static class Program
{
    /// <summary>Writes the widest vectors that this process computes with, then one digest a line, to a file.</summary>
    private static int Main(string[] arguments)
    {
        if (arguments is not ["digests", var file])
        {
            return 64;
        }

        File.WriteAllLines(file, [$"{WidestVector()}", .. KernelDigests.All().Select(digest => $"{digest.Key}\t{digest.Value}")]);
        return 0;
    }

    private static int WidestVector()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return 512;
        }

        return Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
    }
}
