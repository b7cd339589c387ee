using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>What people type, as the JSON of a request: a command, a nested call, or a request's JSON itself.</summary>
public static class RequestText
{
    /// <summary>Writes the request down. What the text does not say itself is taken from where the user stands; without a word, the caller waits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="standing">Where the user stands: sessionid, cwd, cdd, cube; empty values are passed over.</param>
    /// <exception cref="OphidiaException">The text is understood as nothing (7).</exception>
    public static string ToJson(string text, params IReadOnlyList<(string Key, string Value)> standing)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(standing);
        var root = text.TrimStart().StartsWith('{') ? Parsed(text) : Written(OphidiaCommand.Parse(text));
        foreach (var (key, value) in standing.Append(("exec_mode", "sync")))
        {
            if (value.Length > 0 && !root.ContainsKey(key))
            {
                root[key] = value;
            }
        }

        return root.ToJsonString();
    }

    private static JsonObject Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 16 }) as JsonObject
                ?? throw new OphidiaException(OphidiaError.Parameter, "The request is no JSON object.");
        }
        catch (JsonException error)
        {
            throw new OphidiaException(OphidiaError.Parameter, $"The request is no JSON: {error.Message}", error);
        }
    }

    private static JsonObject Written(OphidiaRequest command)
    {
        var task = command.Tasks[0];
        var root = new JsonObject { ["name"] = command.Name };
        foreach (var (key, value) in command.Globals)
        {
            root[key] = value;
        }

        root["tasks"] = new JsonArray(new JsonObject
        {
            ["name"] = task.Name,
            ["operator"] = task.Operator,
            ["arguments"] = new JsonArray([.. task.Arguments.Select(static pair => (JsonNode)$"{pair.Key}={pair.Value}")]),
        });
        return root;
    }
}
