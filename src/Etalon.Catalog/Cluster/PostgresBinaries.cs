using System.Diagnostics;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>Where PostgreSQL's programs are. Distributions keep them in a folder per version, not on the PATH.</summary>
internal static class PostgresBinaries
{
    private const string Versions = "/usr/lib/postgresql";
    private const string Install = "Install the package postgresql-15, or set ETALON_DATABASE to a database that runs elsewhere.";

    /// <summary>The folder with <c>postgres</c> and <c>initdb</c> for a data folder of that major version; null takes the newest.</summary>
    public static string Find(string? version)
    {
        var folders = Folders().Where(folder => File.Exists(Path.Combine(folder, "postgres"))).ToArray();
        if (folders.Length == 0)
        {
            throw new RefusalException(
                "postgres-missing", "PostgreSQL's programs (initdb, postgres) are not installed.", Install, RefusalKind.Unsupported);
        }

        return version is null
            ? folders[0]
            : folders.FirstOrDefault(folder => string.Equals(MajorOf(folder), version, StringComparison.Ordinal))
                ?? throw new RefusalException(
                    "postgres-version",
                    $"The database was made by PostgreSQL {version}; installed: {string.Join(", ", folders.Select(MajorOf))}.",
                    $"Install the package postgresql-{version}, or move the data with pg_upgrade.", RefusalKind.Unsupported);
    }

    private static IEnumerable<string> Folders()
    {
        var versioned = Directory.Exists(Versions)
            ? Directory.GetDirectories(Versions)
                .OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var v) ? v : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return versioned.Append(FromPgConfig()).OfType<string>();
    }

    private static string? FromPgConfig()
    {
        const string program = "/usr/bin/pg_config";
        return File.Exists(program) ? Output(program, "--bindir") : null;
    }

    /// <summary>"postgres (PostgreSQL) 15.10 (…)" gives 15.</summary>
    private static string MajorOf(string folder)
    {
        var words = Output(Path.Combine(folder, "postgres"), "--version").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 2 ? words[2].Split('.')[0].Trim() : "";
    }

    private static string Output(string program, string argument)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}
