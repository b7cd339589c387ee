namespace Etalon.Native;

/// <summary>Process groups: a program and whatever it starts, ended together.</summary>
public static class ProcessGroups
{
    /// <summary>SIGTERM.</summary>
    public const int Terminate = 15;

    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGINT.</summary>
    public const int Interrupt = 2;

    private const int NoSuchProcess = 3;

    /// <summary>Makes this process the leader of a group of its own; its children then belong to it.</summary>
    public static void Lead()
    {
        if (LibC.SetGroup(0, 0) != 0)
        {
            throw LibC.Failure("setpgid", "own group");
        }
    }

    /// <summary>The group of a process; null where there is no such process.</summary>
    public static int? Of(int process)
    {
        var group = LibC.GetGroup(process);
        return group < 0 ? null : group;
    }

    /// <summary>Sends a signal to every process of a group.</summary>
    /// <returns>False where none is left.</returns>
    /// <exception cref="NativeException">They belong to someone else, or the number names no group of children.</exception>
    public static bool Signal(int group, int signal) =>
        group > 1 ? Send(-group, signal) : throw LibC.Failure("kill", 22, $"group {group}");

    /// <summary>Sends a signal to one process.</summary>
    /// <returns>False where it is gone.</returns>
    public static bool SignalProcess(int process, int signal) =>
        process > 1 ? Send(process, signal) : throw LibC.Failure("kill", 22, $"process {process}");

    /// <summary>Whether a process runs: one that has ended but was not waited for (state Z) does not.</summary>
    public static bool IsRunning(int process)
    {
        try
        {
            // The name in parentheses may hold anything, also parentheses; the state follows the last one.
            var line = File.ReadAllText($"/proc/{process}/stat");
            var end = line.LastIndexOf(')');
            return end >= 0 && end + 2 < line.Length && line[end + 2] is not ('Z' or 'X');
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Send(int target, int signal)
    {
        if (LibC.Kill(target, signal) == 0)
        {
            return true;
        }

        var failure = LibC.Failure("kill", $"signal {signal} to {target}");
        return failure.Code == NoSuchProcess ? false : throw failure;
    }
}
