using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>Where the user stands in Ophidia's world, kept from call to call: the session, folders, the last cube. One state for each server.</summary>
internal sealed class OphidiaState
{
    private const string Experiment = "/experiment";

    private readonly string _url;
    private readonly JsonObject _all;

    private OphidiaState(string url, JsonObject all) => (_url, _all) = (url, all);

    /// <summary><c>XDG_STATE_HOME/etalon</c>, or <c>~/.local/state/etalon</c>.</summary>
    public static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"),
        "etalon");

    /// <summary>The prompt's history.</summary>
    public static string History => Path.Combine(Folder, "ophidia-history");

    private static string FilePath => Path.Combine(Folder, "ophidia.json");

    private JsonObject Mine
    {
        get
        {
            if (_all[_url] is not JsonObject)
            {
                _all[_url] = new JsonObject();
            }

            return _all[_url]!.AsObject();
        }
    }

    /// <summary>Reads the state for a server; a file that is broken is as good as none.</summary>
    public static OphidiaState Load(string url)
    {
        try
        {
            return new OphidiaState(url, File.Exists(FilePath) && JsonNode.Parse(File.ReadAllText(FilePath)) is JsonObject all ? all : []);
        }
        catch (System.Text.Json.JsonException)
        {
            return new OphidiaState(url, []);
        }
    }

    /// <summary>The body of a question.</summary>
    public JsonObject Question(string text)
    {
        var question = new JsonObject { ["text"] = text };
        foreach (var key in (string[])["session", "cwd", "cdd", "cube"])
        {
            question[key] = (string?)Mine[key] ?? "";
        }

        return question;
    }

    /// <summary>Forgets everything: the next call opens a new session.</summary>
    public void Forget() => _all.Remove(_url);

    /// <summary>Takes over what an answer says of where the user stands now.</summary>
    public void Learn(JsonObject document)
    {
        if (document["source"]?["values"] is JsonArray { Count: > 3 } source && (string?)source[3] is { } job && job.IndexOf(Experiment, StringComparison.Ordinal) is var end and > 0)
        {
            var session = job[..(end + Experiment.Length)];
            if (!session.Contains("/sessions//", StringComparison.Ordinal) && !string.Equals(session, (string?)Mine["session"], StringComparison.Ordinal))
            {
                _all[_url] = new JsonObject { ["session"] = session };
            }
        }

        foreach (var item in document["response"] as JsonArray ?? [])
        {
            if (item?["objcontent"]?[0] is JsonObject content && (string?)content["message"] is { } message && Key((string?)content["title"]) is { } key)
            {
                Mine[key] = message;
            }
        }
    }

    /// <summary>Writes the state down.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(FilePath, _all.ToJsonString());
    }

    private static string? Key(string? title) => title switch
    {
        "Output Cube" => "cube",
        "Current Working Directory" => "cwd",
        "Current Data Directory" => "cdd",
        _ => null,
    };
}
