using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Operators;

namespace Etalon.Server;

/// <summary>
/// Runs programs of users where they can harm nothing: without a network, with the system read-only, with a folder of their own and the files that
/// they are given, and nothing else of this machine.
/// </summary>
internal sealed class ProgramSandbox(EtalonHome home, TimeProvider clock)
{
    /// <summary>The folder of the program's own, as it sees it.</summary>
    public const string Work = "/work";

    private const long MemoryBytes = 2L << 30;
    private const long MostOutput = 1 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly string[] System = ["/usr", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/alternatives", "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime"];

    /// <summary>Runs one.</summary>
    /// <param name="program">Its name on the path, or its full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="readable">Files and folders that it may read, at their own paths.</param>
    /// <param name="take">Takes files out of its folder before that is removed; called only if the program has ended well.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>Its exit code and what it printed.</returns>
    /// <exception cref="RefusalException">There is no sandbox on this machine, or the program met a limit.</exception>
    public async Task<(int Code, string Output, string Errors)> RunAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyList<string> readable, Action<string> take, CancellationToken cancellation)
    {
        var folder = Path.Combine(home.Staging, $"program-{Guid.NewGuid():N}");
        var work = Path.Combine(folder, "work");
        Directory.CreateDirectory(work);
        try
        {
            var (output, errors) = (Path.Combine(folder, "stdout"), Path.Combine(folder, "stderr"));
            var request = new ProgramRequest("bwrap", [], "", ImmutableSortedDictionary<string, string>.Empty, Longest, MemoryBytes);
            string[] all = [.. Walls(work, readable), program, .. arguments];
            var code = await Task.Run(() => new ProgramRunner(clock).Execute(request, folder, all, output, errors, cancellation), cancellation);
            var (said, complained) = (Head(output), Head(errors));
            if (code != 0 && complained.StartsWith("bwrap: ", StringComparison.Ordinal) && !complained.StartsWith("bwrap: execvp", StringComparison.Ordinal))
            {
                throw new RefusalException(
                    "no-sandbox", $"Programs cannot be shut in on this machine, so none is run: {complained.Trim()}",
                    "Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1), or run the program by hand.", RefusalKind.Unsupported);
            }

            if (code == 0)
            {
                take(work);
            }

            return (code, said, complained);
        }
        finally
        {
            StagingFolder.Remove(folder);
        }
    }

    private static IEnumerable<string> Walls(string work, IReadOnlyList<string> readable)
    {
#pragma warning disable S5443 // It is a folder within the sandbox, which nobody else sees.
        string[] walls = ["--unshare-all", "--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"];
#pragma warning restore S5443
        var system = System.SelectMany(static path => (string[])["--ro-bind-try", path, path]);
        var files = readable.SelectMany(static path => (string[])["--ro-bind", path, path]);
        return [.. walls, .. system, .. files, "--bind", work, Work, "--chdir", Work, "--setenv", "HOME", Work, "--setenv", "TMPDIR", Work, "--setenv", "PATH", "/usr/bin:/bin", "--"];
    }

    private static string Head(string file)
    {
        using var stream = File.OpenRead(file);
        var bytes = new byte[Math.Min(stream.Length, MostOutput)];
        stream.ReadExactly(bytes);
        return global::System.Text.Encoding.UTF8.GetString(bytes) + (stream.Length > MostOutput ? "…" : "");
    }
}
