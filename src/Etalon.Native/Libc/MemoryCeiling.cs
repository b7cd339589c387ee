using System.Globalization;

namespace Etalon.Native;

/// <summary>
/// Lets this process take only so many bytes more than it has, until it is disposed of: for work on a file that may ask for any amount.
/// A library that asks for more is told that there is none; so is the runtime, which may end the process.
/// </summary>
public sealed unsafe class MemoryCeiling : IDisposable
{
    private const int WritableMemory = 2;

    private readonly ulong _soft;
    private readonly ulong _hard;

    /// <summary>Sets it.</summary>
    /// <param name="moreBytes">Bytes beyond what the process has now.</param>
    public MemoryCeiling(long moreBytes)
    {
        var limits = stackalloc ulong[2];
        if (LibC.GetLimit(WritableMemory, limits) != 0)
        {
            throw LibC.Failure("getrlimit", "RLIMIT_DATA");
        }

        (_soft, _hard) = (limits[0], limits[1]);
        Set(Math.Min(_soft, checked((ulong)(HeldBytes() + moreBytes))));
    }

    /// <summary>Bytes that this process could write to, taken or not, as the kernel counts them.</summary>
    public static long HeldBytes()
    {
        const string field = "VmData:";
        var line = Array.Find(File.ReadAllLines("/proc/self/status"), static line => line.StartsWith(field, StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << 10;
    }

    /// <inheritdoc />
    public void Dispose() => Set(_soft);

    private void Set(ulong soft)
    {
        var limits = stackalloc ulong[2];
        (limits[0], limits[1]) = (soft, _hard);
        if (LibC.SetLimit(WritableMemory, limits) != 0)
        {
            throw LibC.Failure("setrlimit", "RLIMIT_DATA");
        }
    }
}
