using System.Diagnostics;

namespace Etalon.Server.Tests;

/// <summary>A test that needs a small disk of its own: skipped where nobody may mount one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    private static readonly bool MayMount = Environment.IsPrivilegedProcess && Try();

    public MountFactAttribute()
    {
        if (!MayMount)
        {
            Skip = "only root, outside of locked-down containers, may mount a small disk";
        }
    }

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("etalon-mount-").FullName;
        var mounted = Run("mount", "-t", "tmpfs", "-o", "size=1m", "etalon-probe", folder) && Run("umount", folder);
        Directory.Delete(folder);
        return mounted;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
        return process is not null && process.WaitForExit(TimeSpan.FromSeconds(10)) && process.ExitCode == 0;
    }
}
