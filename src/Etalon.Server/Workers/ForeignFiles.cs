using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>
/// Files of foreign formats that a call opens. C libraries parse them, and a damaged file can crash these: such a call has a worker
/// process to itself.
/// </summary>
/// <param name="Paths">The files; empty where external programs are to make them.</param>
/// <param name="OnlyReads">Whether nothing but reading happens, so that a crash can have no other reason.</param>
public sealed record ForeignFiles(ImmutableArray<string> Paths, bool OnlyReads)
{
    /// <summary>
    /// How long the call may take; null for as long as it takes. A damaged file can send the library into a ring without end, where no
    /// wish to stop is heard: the worker is ended then.
    /// </summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>A look into one file.</summary>
    public static ForeignFiles Of(string path) => new([path], OnlyReads: true);

    /// <summary>As it is kept with a queued run.</summary>
    public static JsonObject? ToJson(ForeignFiles? files) => files is null
        ? null
        : new JsonObject
        {
            ["paths"] = new JsonArray([.. files.Paths.Select(path => (JsonNode)path)]),
            ["onlyReads"] = files.OnlyReads,
        };

    /// <summary>Reads what <see cref="ToJson"/> has written; null where there are none.</summary>
    public static ForeignFiles? FromJson(JsonElement spec) =>
        spec.TryGetProperty("foreign", out var json) && json.ValueKind == JsonValueKind.Object
            ? new ForeignFiles(
                [.. json.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!)], json.GetProperty("onlyReads").GetBoolean())
            : null;
}
