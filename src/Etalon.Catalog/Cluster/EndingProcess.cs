using System.Globalization;

namespace Etalon.Catalog;

/// <summary>Tells a process that works from one that was killed and that the system has not taken apart yet.</summary>
internal static class EndingProcess
{
    /// <summary>PF_EXITING of the kernel, in the flags of <c>/proc/PID/stat</c>.</summary>
    private const uint Exiting = 4;

    /// <summary>SIGKILL in the set of pending signals.</summary>
    private const ulong KillPending = 1UL << (Posix.Kill - 1);

    /// <summary>Whether a process has gone, is a zombie, is on its way out, or has a SIGKILL waiting for it.</summary>
    /// <remarks>
    /// It may go from one of these to the next between two looks, and only in that order: the signal is asked for first, so that
    /// whoever has lost it by then is seen to have ended.
    /// </remarks>
    public static bool Is(int process) => IsKillPending(Read($"/proc/{process}/status")) || HasEnded(Read($"/proc/{process}/stat"));

    private static bool IsKillPending(string status) => status
        .Split('\n')
        .Where(line => line.StartsWith("SigPnd:", StringComparison.Ordinal) || line.StartsWith("ShdPnd:", StringComparison.Ordinal))
        .Any(line => (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & KillPending) != 0);

    private static bool HasEnded(string stat)
    {
        // The name in parentheses may hold anything; after it: state, parent, group, session, terminal, its group, flags.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 7 || fields[0] is "Z" or "X" || (uint.Parse(fields[6], CultureInfo.InvariantCulture) & Exiting) != 0;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
