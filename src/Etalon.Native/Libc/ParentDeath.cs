namespace Etalon.Native;

/// <summary>Lets a child end with its parent.</summary>
public static class ParentDeath
{
    private const int SetParentDeathSignal = 1;

    /// <summary>The process that started this one, or the one that has adopted it.</summary>
    public static int ParentId => LibC.ParentId();

    /// <summary>
    /// Asks the kernel to send this process a signal when the <i>thread</i> that started it ends. A parent that starts
    /// children from threads that come and go must use a lasting thread, or its children ask <see cref="ParentId"/> now
    /// and then instead.
    /// </summary>
    /// <param name="signal">For example 15, SIGTERM, or 9, SIGKILL; 0 takes the wish back.</param>
    /// <param name="expectedParent">The parent's process id: if it is gone already, the signal is sent at once.</param>
    public static void Signal(int signal, int expectedParent)
    {
        if (LibC.ControlProcess(SetParentDeathSignal, (nuint)signal, 0, 0, 0) != 0)
        {
            throw LibC.Failure("prctl", "PR_SET_PDEATHSIG");
        }

        if (signal != 0 && ParentId != expectedParent)
        {
            _ = LibC.Kill(Environment.ProcessId, signal);
        }
    }
}
