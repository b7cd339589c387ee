using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The process's standard output as a descriptor.</summary>
public static partial class StandardOutput
{
    private const int Output = 1;
    private const int Error = 2;

    /// <summary>
    /// Takes standard output for the caller alone: returns a descriptor to it and turns number 1 to standard error, so that whatever
    /// a library prints cannot disturb what the caller writes.
    /// </summary>
    public static nint Take()
    {
        var own = Duplicate(Output);
        return own >= 0 && Replace(Error, Output) >= 0 ? own : throw LibC.Failure("dup2", "standard output");
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Replace(int descriptor, int number);
}
