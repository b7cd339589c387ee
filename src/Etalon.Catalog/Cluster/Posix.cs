using System.Runtime.InteropServices;

namespace Etalon.Catalog;

/// <summary>The few system calls that .NET does not offer.</summary>
internal static partial class Posix
{
    /// <summary>Fast shutdown of a postmaster: connections are cut, the database is closed cleanly.</summary>
    public const int Interrupt = 2;

    /// <summary>Immediate shutdown of a postmaster: like a crash, but its children go too.</summary>
    public const int Quit = 3;

    /// <summary>The end of one process.</summary>
    public const int Kill = 9;

    /// <summary>Whether this process is root.</summary>
    public static bool IsRoot => EffectiveUser() == 0;

    /// <summary>Sends a signal; false if there is no such process or it is not ours.</summary>
    public static bool Signal(int process, int signal)
    {
        if (process <= 1)
        {
            return false; // 0 and negative numbers mean groups, -1 means everybody
        }

        return SendSignal(process, signal) == 0;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SendSignal(int process, int signal);
}
