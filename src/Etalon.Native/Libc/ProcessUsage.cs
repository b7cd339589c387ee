namespace Etalon.Native;

/// <summary>What processes have used.</summary>
/// <param name="UserTime">Time on the processor in their own code.</param>
/// <param name="SystemTime">Time on the processor in the kernel.</param>
/// <param name="PeakResidentBytes">The most memory one process held at once since it began.</param>
/// <param name="MinorFaults">Pages that were made or mapped without reading.</param>
/// <param name="MajorFaults">Pages that were read from disk.</param>
public sealed record ProcessUsage(
    TimeSpan UserTime, TimeSpan SystemTime, long PeakResidentBytes, long MinorFaults, long MajorFaults)
{
    /// <summary>This process.</summary>
    public static ProcessUsage Own() => Read(0);

    /// <summary>Children that have ended and were waited for.</summary>
    public static ProcessUsage Children() => Read(-1);

    /// <summary>This thread; the peak is that of the process.</summary>
    public static ProcessUsage Thread() => Read(1);

    private static unsafe ProcessUsage Read(int who)
    {
        // struct rusage: two timevals (seconds, microseconds), then maxrss in KiB, three unused, minflt, majflt, …
        var fields = stackalloc long[18];
        return LibC.Usage(who, fields) == 0
            ? new ProcessUsage(
                TimeSpan.FromSeconds(fields[0]) + TimeSpan.FromMicroseconds(fields[1]),
                TimeSpan.FromSeconds(fields[2]) + TimeSpan.FromMicroseconds(fields[3]),
                fields[4] * 1024,
                fields[8],
                fields[9])
            : throw LibC.Failure("getrusage", "usage");
    }
}
