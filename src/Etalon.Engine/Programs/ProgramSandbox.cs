using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>Writes the command line that shuts a program in, with bubblewrap: the one place that knows what such a program sees.</summary>
/// <remarks>
/// It has no network, own process ids, the system read-only, a private /tmp, its folder, and what it is given to read; it dies with
/// the worker. Limits of time and memory are kept by <see cref="ProgramRunner"/>, from outside.
/// </remarks>
internal static class ProgramSandbox
{
    /// <summary>The program's own folder, as it sees it.</summary>
    public const string Work = "/work";

    private const string Bubblewrap = "bwrap";

    // A private /tmp lies in memory, which is the machine's and not the program's.
    private const string MostTemporaryBytes = "268435456";
    private static readonly string[] System =
        ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"];

    /// <summary>The command line of the program within the walls.</summary>
    /// <param name="request">The program.</param>
    /// <param name="walls">What it may read.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="arguments">Its arguments, with the names of files as it sees them.</param>
    /// <exception cref="RefusalException"><c>no-sandbox</c>: this machine has no bubblewrap.</exception>
    public static (string Executable, IReadOnlyList<string> Arguments) Wrap(
        ProgramRequest request, ProgramWalls walls, string folder, IEnumerable<string> arguments)
    {
        if (ProgramRunner.Find(Bubblewrap) is null)
        {
            throw Missing("bubblewrap is not installed.", "Install it: apt-get install bubblewrap.");
        }

#pragma warning disable S5443 // It is a folder within the sandbox, which nobody else sees.
        string[] bare =
        [
            "--unshare-all", "--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev",
            "--size", MostTemporaryBytes, "--tmpfs", "/tmp",
        ];
#pragma warning restore S5443
        var system = System.SelectMany(static path => (string[])["--ro-bind-try", path, path]);
        var files = walls.Readable.SelectMany(static path => (string[])["--ro-bind", path, path]);
        var variables = new Dictionary<string, string>(request.Environment, StringComparer.Ordinal)
        {
            ["HOME"] = Work,
            ["TMPDIR"] = Work,
            ["PATH"] = "/usr/bin:/bin",
        };
        var environment = variables.SelectMany(static pair => (string[])["--setenv", pair.Key, pair.Value]);
        string[] line = [.. bare, .. system, .. files, "--bind", folder, Work, "--chdir", Work, .. environment, "--", request.Executable, .. arguments];
        return (Bubblewrap, line);
    }

    /// <summary>Refuses where the walls could not be built, which is not the program's fault.</summary>
    /// <param name="complaints">The file with what was said on standard error.</param>
    /// <exception cref="RefusalException"><c>no-sandbox</c>.</exception>
    public static void CheckStood(string complaints)
    {
        // "execvp" says that the program itself is missing, within walls that stand.
        if (complaints.StartsWith("bwrap: ", StringComparison.Ordinal) && !complaints.StartsWith("bwrap: execvp", StringComparison.Ordinal))
        {
            throw Missing(complaints.Trim(), "Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run the program by hand.");
        }
    }

    private static RefusalException Missing(string why, string help) => new(
        "no-sandbox", $"Programs cannot be shut in on this machine, so none is run: {why}", help, RefusalKind.Unsupported);
}
