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
    public static bool Is(int process)
    {
        var stat = Read($"/proc/{process}/stat");

        // The name in parentheses may hold anything; after it: state, parent, group, session, terminal, its group, flags.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 7 || fields[0] is "Z" or "X"
            || (uint.Parse(fields[6], CultureInfo.InvariantCulture) & Exiting) != 0 || IsKillPending(process);
    }

    private static bool IsKillPending(int process) => Read($"/proc/{process}/status")
        .Split('\n')
        .Where(line => line.StartsWith("SigPnd:", StringComparison.Ordinal) || line.StartsWith("ShdPnd:", StringComparison.Ordinal))
        .Any(line => (ulong.Parse(line[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & KillPending) != 0);

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
