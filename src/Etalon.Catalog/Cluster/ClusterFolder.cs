using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>The files of a private cluster: <c>data/</c>, <c>socket/</c> and <c>postgres.log</c> in one folder.</summary>
internal sealed class ClusterFolder
{
    /// <summary>sun_path holds 107 bytes; the socket's own name, <c>/.s.PGSQL.5432.lock</c>, takes 20 of them.</summary>
    private const int LongestSocketFolder = 107 - 20;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public ClusterFolder(string folder)
    {
        Folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(Folder);
    }

    public string Folder { get; }

    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Where initdb works; renamed when it has finished, so that a killed initdb leaves no half cluster.</summary>
    public string UnfinishedFolder => Path.Combine(Folder, "data.new");

    public string LogFile => Path.Combine(Folder, "postgres.log");

    /// <summary>The major version that made the data, or null if there are none yet.</summary>
    public string? Version
    {
        get
        {
            var file = Path.Combine(DataFolder, "PG_VERSION");
            return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
        }
    }

    /// <summary>
    /// Makes the socket's folder, with rights for its owner alone (the cluster trusts whoever can reach the socket). Next to the
    /// data if the path is short enough and postgres can reach it; otherwise a new folder with a random name, which nobody can
    /// have prepared for us, whose path is kept so that the next start removes it.
    /// </summary>
    public string MakeSocketFolder(PostgresAccount account)
    {
        RemoveSocketFolder();
        var beside = Path.Combine(Folder, "socket");
        var fits = System.Text.Encoding.UTF8.GetByteCount(beside) <= LongestSocketFolder;
        var chosen = beside;
        if (fits && !account.IsOther)
        {
            Directory.CreateDirectory(beside, OwnerOnly);
            File.SetUnixFileMode(beside, OwnerOnly);
        }
        else
        {
            chosen = Elsewhere(account);
            File.WriteAllText(SocketPointer, chosen);
        }

        account.Own(chosen);
        return chosen;
    }

    /// <summary>Removes a socket folder that an earlier start put elsewhere.</summary>
    public void RemoveSocketFolder()
    {
        if (!File.Exists(SocketPointer))
        {
            return;
        }

        var old = File.ReadAllText(SocketPointer).Trim();
        if (Path.GetFileName(old).StartsWith("etalon-", StringComparison.Ordinal) && Directory.Exists(old))
        {
            foreach (var file in Directory.EnumerateFiles(old, ".s.PGSQL.*"))
            {
                File.Delete(file);
            }

            Directory.Delete(old);
        }

        File.Delete(SocketPointer);
    }

    /// <summary>The end of the log, for messages.</summary>
    public string LogTail(int lines = 8) =>
        File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(lines)) : "";

    /// <summary>Keeps one older log of at most 16 MiB.</summary>
    public void RotateLog()
    {
        if (File.Exists(LogFile) && new FileInfo(LogFile).Length > 16 << 20)
        {
            File.Move(LogFile, LogFile + ".old", overwrite: true);
        }
    }

    private string SocketPointer => Path.Combine(Folder, "socket.path");

    private static string Elsewhere(PostgresAccount account)
    {
        var runtime = account.IsOther ? null : Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
#pragma warning disable S5443 // the folder made there has a random name and is its owner's alone
        string[] parents = [runtime ?? "", "/tmp"];
#pragma warning restore S5443
        var parent = parents.First(folder => folder.Length > 0 && folder.Length < 60 && Directory.Exists(folder));
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var path = Path.Combine(parent, "etalon-" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6)));
            if (!Path.Exists(path))
            {
                Directory.CreateDirectory(path, OwnerOnly);
                return path;
            }
        }

        throw new RefusalException("no-socket-folder", $"No folder for the database's socket could be made in '{parent}'.",
            "Check the rights of that folder, or set XDG_RUNTIME_DIR.", RefusalKind.Conflict);
    }
}
