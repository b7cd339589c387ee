using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>The parameters of an operator, read off its record: turns JSON into the record, and describes itself as JSON schema.</summary>
public sealed class ParameterSchema
{
    private static readonly ConcurrentDictionary<Type, ParameterSchema> Known = new();

    private readonly RecordShape _shape;

    private ParameterSchema(Type record)
    {
        _shape = RecordShape.Of(record);
        Record = record;
        Fields = [.. _shape.Members.Select(member => member.Field)];
    }

    /// <summary>The record type.</summary>
    public Type Record { get; }

    /// <summary>The parameters in declared order.</summary>
    public ImmutableArray<ParameterField> Fields { get; }

    /// <summary>The schema of a record type.</summary>
    public static ParameterSchema For(Type record) =>
        record.Assembly.IsCollectible ? new ParameterSchema(record) : Known.GetOrAdd(record, static type => new ParameterSchema(type));

    /// <summary>JSON schema, draft 2020-12.</summary>
    public JsonObject ToJson() => SchemaText.Of(this);

    /// <summary>
    /// Makes the record from JSON values or texts (texts are converted to the declared type and unit), and the complete canonical
    /// form of it.
    /// </summary>
    /// <exception cref="RefusalException">
    /// <c>unknown-parameter</c>, <c>bad-parameter</c>, <c>missing-parameter</c>, <c>wrong-unit</c>.
    /// </exception>
    public (object Record, JsonObject Canonical) Bind(JsonObject given) => Bind(given, "");

    internal (object Record, JsonObject Canonical) Bind(JsonObject given, string path)
    {
        var byName = Match(given, path);
        var values = new object?[_shape.Members.Length];
        var canonical = new JsonObject();
        for (var i = 0; i < values.Length; i++)
        {
            var member = _shape.Members[i];
            var field = member.Field;
            if (byName.TryGetValue(field.Name, out var node) && (node is not null || field.IsOptional))
            {
                (values[i], var json) = node is null ? (null, null) : ParameterReading.Read(field, node, path + field.Name);
                canonical[field.Name] = json;
            }
            else if (field.IsRequired)
            {
                throw new RefusalException(
                    "missing-parameter", $"Parameter '{path}{field.Name}' is needed{(field.Doc.Length > 0 ? $": {field.Doc}" : "")}.",
                    $"Give it with --set {path}{field.Name}=…");
            }
            else if (byName.ContainsKey(field.Name))
            {
                throw new RefusalException("bad-parameter", $"Parameter '{path}{field.Name}' is null.", "Give a value, or leave it out.");
            }
            else
            {
                values[i] = member.Default;
                canonical[field.Name] = field.Default?.DeepClone();
            }
        }

        return (_shape.Create(values), canonical);
    }

    private Dictionary<string, JsonNode?> Match(JsonObject given, string path)
    {
        var matched = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, node) in given)
        {
            var field = Fields.FirstOrDefault(candidate => SameName(candidate.Name, name))
                ?? throw Refusal.Unknown("parameter", path + name, Fields.Select(candidate => path + candidate.Name));
            if (!matched.TryAdd(field.Name, node))
            {
                throw new RefusalException("bad-parameter", $"Parameter '{path}{field.Name}' is given twice.", "Give it once.");
            }
        }

        return matched;
    }

    /// <summary>Users write pixelSize, pixel-size and pixel_size and mean the same.</summary>
    private static bool SameName(string name, string given) =>
        string.Equals(name, given, StringComparison.Ordinal)
        || string.Equals(
            name, given.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase);
}
