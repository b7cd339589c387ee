using System.Globalization;
using System.Text;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Where every key of a JSON text stands, so that a refusal can say it.</summary>
internal sealed class JsonPositions
{
    private readonly Dictionary<string, (int Line, int Column)> _places = new(StringComparer.Ordinal);

    /// <summary>Reads the text once; refuses what is no JSON and keys that stand twice.</summary>
    public JsonPositions(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(
            bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 });
        var path = new Stack<(string Path, bool IsArray)>();
        try
        {
            Read(ref reader, bytes, path);
        }
        catch (JsonException failure)
        {
            throw new RefusalException(
                "bad-workflow",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The workflow is no JSON at line {failure.LineNumber + 1}, column {failure.BytePositionInLine + 1}: {failure.Message.Split(" LineNumber")[0]}"),
                "Comments and trailing commas are allowed; keys and texts need double quotes.");
        }
    }

    /// <summary>A refusal that says where.</summary>
    public RefusalException Refuse(string code, string path, string message, string help = "")
    {
        // A key that is missing has no place of its own; its parent's is the nearest.
        var at = path;
        while (at.Length > 0 && !_places.ContainsKey(at))
        {
            at = at.Contains('.', StringComparison.Ordinal) ? at[..at.LastIndexOf('.')] : "";
        }

        var (line, column) = _places.GetValueOrDefault(at, (1, 1));
        return new RefusalException(
            code,
            string.Create(CultureInfo.InvariantCulture, $"Workflow line {line}, column {column} ({(path.Length > 0 ? path : "top")}): {message}"),
            help);
    }

    private void Read(ref Utf8JsonReader reader, byte[] bytes, Stack<(string Path, bool IsArray)> path)
    {
        var key = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    key = Join(path.Peek().Path, reader.GetString()!);
                    var isNew = !_places.ContainsKey(key);
                    _places[key] = Place(bytes, (int)reader.TokenStartIndex);
                    if (!isNew)
                    {
                        throw Refuse("duplicate-key", key, "This key stands twice.", "Keep one of them.");
                    }

                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    // Objects of one array may have the same keys, so each gets a path of its own.
                    var own = path.TryPeek(out var parent) && parent.IsArray
                        ? string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{reader.TokenStartIndex}]")
                        : key;
                    path.Push((own, reader.TokenType == JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    path.Pop();
                    break;
                default:
                    break;
            }
        }
    }

    private static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    private static (int Line, int Column) Place(byte[] bytes, int offset)
    {
        var before = bytes.AsSpan(0, offset);
        var line = before.Count((byte)'\n') + 1;
        var start = before.LastIndexOf((byte)'\n') + 1;
        return (line, Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }
}
