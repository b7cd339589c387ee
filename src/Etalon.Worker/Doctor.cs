using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Native;

namespace Etalon.Worker;

/// <summary>What this machine has, and what is missing, one line each.</summary>
internal static class Doctor
{
    private static readonly string[] PostgresFolders = ["/usr/lib/postgresql"];

    /// <summary>The report.</summary>
    public static JsonObject Report(string folder)
    {
        var native = NativeReport.Probe();
        var checks = new JsonArray();
        foreach (var library in native.Libraries)
        {
            checks.Add(Check(library.Library.Soname, library.IsLoaded, library.Version, library.Problem));
        }

        foreach (var filter in native.Filters)
        {
            // zstd has no plug-in in Debian; Etalon decodes it itself.
            checks.Add(Check($"HDF5 filter {filter.Name}", true, filter.IsAvailable ? "in the library" : "decoded by Etalon or refused by name", ""));
        }

        checks.Add(Tool("mpirun", "openmpi-bin"));
        checks.Add(Postgres());
        checks.Add(Disk(folder));
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        checks.Add(Check("memory", memory > 1L << 30, Size(memory), memory > 1L << 30 ? "" : "at least 1 GiB is needed"));
        checks.Add(Check("processors", true, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture), ""));
        checks.Add(Check(".NET", true, Environment.Version.ToString(), ""));
        return new JsonObject { ["checks"] = checks };
    }

    private static JsonObject Check(string name, bool ok, string found, string help) =>
        new() { ["name"] = name, ["ok"] = ok, ["found"] = found, ["help"] = help };

    private static JsonObject Tool(string name, string package)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return Check(name, path is not null, path ?? "not found", path is null ? $"apt-get install {package}" : "");
    }

    private static JsonObject Postgres()
    {
        if (Environment.GetEnvironmentVariable("ETALON_DATABASE") is { Length: > 0 })
        {
            return Check("database", true, "outside, named by ETALON_DATABASE", "");
        }

        var server = PostgresFolders.Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(version => Path.Combine(version, "bin", "postgres"))
            .FirstOrDefault(File.Exists);
        return Check("PostgreSQL", server is not null, server ?? "not found", server is null ? "apt-get install postgresql-15" : "");
    }

    private static JsonObject Disk(string folder)
    {
        var existing = folder;
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        var free = new DriveInfo(existing).AvailableFreeSpace;
        return Check("disk", free > 1L << 30, $"{Size(free)} free at {existing}", free > 1L << 30 ? "" : "less than 1 GiB is free");
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:F1} GB");
}
