using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Nodes of a tree as h5grove describes entities of an HDF5 file.</summary>
internal static class H5View
{
    private const int IntegerClass = 0;
    private const int FloatClass = 1;
    private const int TextClass = 3;
    private const int CompoundClass = 6;

    /// <summary>A node, with the members of a group if wanted.</summary>
    /// <param name="node">The node.</param>
    /// <param name="stored">How the store keeps the arrays of cubes, by the names of these.</param>
    /// <param name="withMembers">Whether members are described too.</param>
    public static JsonObject Entity(TreeNode node, IReadOnlyDictionary<string, StoreArray> stored, bool withMembers)
    {
        var entity = new JsonObject
        {
            ["name"] = node.Name,
            ["kind"] = node.IsArray ? "dataset" : "group",
            ["attributes"] = new JsonArray([.. Shown(node).Select(static attribute => (JsonNode)Attribute(attribute.Key, attribute.Value))]),
        };
        if (node.IsArray)
        {
            entity["shape"] = new JsonArray([.. node.Shape.Select(static length => (JsonNode)length)]);
            entity["type"] = Type(node.Type);
            var kept = node.Cube is null ? null : stored.GetValueOrDefault(node.Cube.Name);
            entity["chunks"] = kept is null ? null : new JsonArray([.. kept.Chunk.Select(static length => (JsonNode)length)]);
            entity["filters"] = kept is not { Filters.Length: > 0 }
                ? null
                : new JsonArray([.. kept.Filters.Select(static filter => (JsonNode)new JsonObject { ["id"] = filter.Id, ["name"] = filter.Name })]);
        }
        else if (withMembers)
        {
            entity["children"] = new JsonArray([.. node.Members.Values.Select(member => (JsonNode)Entity(member, stored, withMembers: false))]);
        }

        return entity;
    }

    /// <summary>The values of attributes; all without names.</summary>
    public static JsonObject Attributes(TreeNode node, IReadOnlyCollection<string> names) => new(Shown(node)
        .Where(attribute => names.Count == 0 || names.Contains(attribute.Key, StringComparer.Ordinal))
        .Select(static attribute => KeyValuePair.Create(attribute.Key, Value(attribute.Value))));

    /// <summary>An attribute's value in JSON.</summary>
    public static JsonNode? Value(object value) => value switch
    {
        string text => text,
        string[] texts => new JsonArray([.. texts.Select(static text => (JsonNode)text)]),
        double number => Number(number),
        double[] numbers => new JsonArray([.. numbers.Select(Number)]),
        _ => null,
    };

    private static JsonNode? Number(double number) => double.IsFinite(number) ? JsonValue.Create(number) : null;

    /// <summary>A unit that is not known is no attribute.</summary>
    private static IEnumerable<KeyValuePair<string, object>> Shown(TreeNode node) => node.Attributes.Where(static attribute => attribute.Value is not "");

    private static JsonObject Attribute(string name, object value)
    {
        JsonArray shape = value switch
        {
            string[] texts => new JsonArray(texts.Length),
            double[] numbers => new JsonArray(numbers.Length),
            _ => new JsonArray(),
        };
        var isText = value is string or string[];
        return new JsonObject { ["name"] = name, ["shape"] = shape, ["type"] = isText ? Text() : Type(SampleType.Float64) };
    }

    /// <summary>A type by HDF5's class codes. Viewers read <c>strPad</c>, h5grove writes <c>strpad</c>: both are sent.</summary>
    private static JsonObject Text() => new()
    {
        ["class"] = TextClass,
        ["dtype"] = "|O",
        ["size"] = 8,
        ["cset"] = 1,
        ["strpad"] = 0,
        ["strPad"] = 0,
        ["vlen"] = true,
    };

    private static JsonObject Part(string name)
    {
        var part = Type(SampleType.Float32);
        part["name"] = name;
        return part;
    }

    private static JsonObject Type(SampleType type)
    {
        var size = type.Bytes();
        if (type == SampleType.Complex64)
        {
            return new JsonObject
            {
                ["class"] = CompoundClass,
                ["dtype"] = RawArray.NumpyName(type),
                ["size"] = size,
                ["members"] = new JsonArray(Part("r"), Part("i")),
            };
        }

        var described = new JsonObject { ["class"] = type.IsFloat() ? FloatClass : IntegerClass, ["dtype"] = RawArray.NumpyName(type), ["size"] = size, ["order"] = 0 };
        if (!type.IsFloat())
        {
            described["sign"] = type.IsSigned() ? 1 : 0;
        }

        return described;
    }
}
