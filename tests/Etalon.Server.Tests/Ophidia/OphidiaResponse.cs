using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>The document of a reply, read as clients read it: objects by their keys.</summary>
public sealed class OphidiaResponse(string text)
{
    private readonly JsonObject _root = JsonNode.Parse(text)!.AsObject();

    /// <summary>The text as it came.</summary>
    public string Text => text;

    /// <summary>All of it.</summary>
    public JsonObject Json => _root;

    /// <summary>The keys of the objects, in order.</summary>
    public string[] Keys => [.. _root["response"]!.AsArray().Select(item => (string)item!["objkey"]!)];

    /// <summary>The pairs at the end.</summary>
    public Dictionary<string, string> Extra
    {
        get
        {
            var keys = _root["extra"]?["keys"]?.AsArray() ?? [];
            var values = _root["extra"]?["values"]?.AsArray() ?? [];
            return keys.Zip(values).ToDictionary(pair => (string)pair.First!, pair => (string)pair.Second!);
        }
    }

    /// <summary>The parts of an object.</summary>
    public JsonObject[] Content(string key) =>
        [.. (_root["response"]!.AsArray().FirstOrDefault(item => Is(item!["objkey"], key))
            ?? throw new KeyNotFoundException($"No '{key}' in: {text}"))["objcontent"]!.AsArray().Select(part => part!.AsObject())];

    /// <summary>The cells of a table of a grid.</summary>
    public string[][] Rows(string key, int table = 0) =>
        [.. Content(key)[table]["rowvalues"]!.AsArray().Select(row => row!.AsArray().Select(cell => cell!.GetValue<string>()).ToArray())];

    /// <summary>The names of the columns of a table of a grid.</summary>
    public string[] Columns(string key, int table = 0) => [.. Content(key)[table]["rowkeys"]!.AsArray().Select(cell => (string)cell!)];

    /// <summary>The cells of one column.</summary>
    public string[] Column(string key, string column, int table = 0) =>
        [.. Rows(key, table).Select(row => row[Array.IndexOf(Columns(key, table), column)])];

    /// <summary>The message of a text; null for none.</summary>
    public string? Message(string key) => (string?)Content(key)[0]["message"];

    /// <summary>The title of a text.</summary>
    public string Title(string key) => (string)Content(key)[0]["title"]!;

    /// <summary>The message of the text of a title: <c>Output Cube</c>; null if there is none.</summary>
    public string? Titled(string title) =>
        (string?)_root["response"]!.AsArray().Where(item => Is(item!["objclass"], "text")).Select(item => item!["objcontent"]![0]!)
            .FirstOrDefault(part => Is(part["title"], title))?["message"];

    private static bool Is(JsonNode? node, string text) => string.Equals((string?)node, text, StringComparison.Ordinal);
}
