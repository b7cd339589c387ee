using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>Where Etalon's data live, and where its server and the user's token are found.</summary>
internal static class Home
{
    /// <summary><c>ETALON_HOME</c>, or <c>~/.local/share/etalon</c>.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("ETALON_HOME");
            if (!string.IsNullOrEmpty(folder))
            {
                return Path.GetFullPath(folder);
            }

            var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
            return string.IsNullOrEmpty(data)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "etalon")
                : Path.Combine(data, "etalon");
        }
    }

    /// <summary>Where <c>login</c> keeps the address and token of a server elsewhere.</summary>
    public static string LoginFile => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } config
            ? config
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "etalon", "login.json");

    /// <summary>The address and token to use: from the environment, of the local server, or from the last login.</summary>
    public static (string Url, string Token)? Find()
    {
        var url = Environment.GetEnvironmentVariable("ETALON_URL");
        var token = Environment.GetEnvironmentVariable("ETALON_TOKEN");
        var local = LocalServer();
        if (!string.IsNullOrEmpty(url))
        {
            return (url, token ?? LocalToken());
        }

        if (local is not null)
        {
            return (local.Value.Url, token ?? LocalToken());
        }

        if (File.Exists(LoginFile) && JsonNode.Parse(File.ReadAllText(LoginFile)) is JsonObject login)
        {
            return ((string)login["url"]!, token ?? (string)login["token"]!);
        }

        return null;
    }

    /// <summary>The server that runs on this folder, if its process lives.</summary>
    public static (string Url, int ProcessId)? LocalServer()
    {
        var file = Path.Combine(Folder, "server.json");
        if (!File.Exists(file) || JsonNode.Parse(File.ReadAllText(file)) is not JsonObject server)
        {
            return null;
        }

        var process = (int)server["process"]!;
        return IsAlive(process) && IsServer(process) ? ((string)server["url"]!, process) : null;
    }

    /// <summary>Whether a process lives; a zombie does not.</summary>
    public static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Process ids are used again; a process that the system is taking apart has no command line any more.</summary>
    private static bool IsServer(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains("etalon-server", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string LocalToken()
    {
        var file = Path.Combine(Folder, "token");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "";
    }
}
