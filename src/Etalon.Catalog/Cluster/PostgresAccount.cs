using System.Diagnostics;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>
/// Who runs PostgreSQL: ourselves, or, because it refuses to run as root, the account <c>postgres</c>.
/// <para>
/// As root the data stay where they are, even below a folder that only root may enter (<c>/root</c>): a shell opens the data
/// folder while it is still root, and the programs are given <c>/proc/self/fd/9</c>, which every descendant inherits and which
/// the kernel resolves without walking the path. So the home remains one folder, and nobody's rights are widened.
/// </para>
/// </summary>
internal sealed class PostgresAccount
{
    private const string Name = "postgres";

    private PostgresAccount(bool isOther) => IsOther = isOther;

    /// <summary>Whether it is another account than ours.</summary>
    public bool IsOther { get; }

    /// <summary>The account for the present user.</summary>
    public static PostgresAccount Current()
    {
        if (!Posix.IsRoot)
        {
            return new PostgresAccount(isOther: false);
        }

        var exists = File.ReadLines("/etc/passwd").Any(line => line.StartsWith(Name + ":", StringComparison.Ordinal));
        return exists
            ? new PostgresAccount(isOther: true)
            : throw new RefusalException(
                "postgres-account", "PostgreSQL does not run as root, and there is no account 'postgres'.",
                "Install the package postgresql-15 (it makes the account), or start Etalon as a normal user.", RefusalKind.Unsupported);
    }

    /// <summary>Gives a folder and what is in it to the account, if it is another.</summary>
    public void Own(string folder)
    {
        if (IsOther)
        {
            Run("chown", "-R", Name + ":" + Name, folder);
        }
    }

    /// <summary>
    /// A command that runs a PostgreSQL program on a folder: in a session of its own, so that Ctrl-C reaches only the caller, which then
    /// stops the database last; with its output in the log; every wrapper replaced by exec, so that the process is our child.
    /// </summary>
    /// <param name="folder">Stands where the arguments say <c>{folder}</c>.</param>
    /// <param name="log">Gets standard output and error.</param>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Its arguments.</param>
    public ProcessStartInfo Command(string folder, string log, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", UseShellExecute = false, RedirectStandardInput = true };
        List<string> all = ["-c", "exec 9<\"$0\" >>\"$1\" 2>&1 && shift && exec \"$@\"", folder, log, "setsid"];
        if (IsOther)
        {
            all.AddRange(["setpriv", "--reuid=" + Name, "--regid=" + Name, "--init-groups", "--"]);
        }

        all.Add(program);
        all.AddRange(arguments.Select(word => word.Replace("{folder}", IsOther ? "/proc/self/fd/9" : folder, StringComparison.Ordinal)));
        foreach (var word in all)
        {
            start.ArgumentList.Add(word);
        }

        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name); // PGDATA, PGPORT and the like would change what is started
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        if (!process.WaitForExit(TimeSpan.FromSeconds(60)) || process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)} failed ({process.ExitCode})."));
        }
    }
}
