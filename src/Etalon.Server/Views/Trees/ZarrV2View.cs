using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>A tree as a store of Zarr's version 2: documents, and plain chunks that are cut out of the arrays when they are asked for.</summary>
internal static class ZarrV2View
{
    /// <summary>A document of a node; null where the node has no such document.</summary>
    public static JsonObject? Document(TreeNode node, string name) => name switch
    {
        ".zgroup" when !node.IsArray => Group(),
        ".zarray" when node.IsArray => Array(node),
        ".zattrs" => Attributes(node),
        ".zmetadata" when !node.IsArray => Consolidated(node),
        _ => null,
    };

    /// <summary>What of an array a chunk holds; null where it has no such chunk.</summary>
    public static AxisPart[]? Chunk(TreeNode node, string key)
    {
        var (shape, lengths) = (node.Shape, Lengths(node));
        var numbers = key.Split('.');
        if (shape.IsEmpty)
        {
            return key is "0" ? [] : null;
        }

        if (numbers.Length != shape.Length)
        {
            return null;
        }

        var parts = new AxisPart[numbers.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > shape[i] / lengths[i] || number * lengths[i] >= shape[i])
            {
                return null;
            }

            parts[i] = new AxisPart(number * lengths[i], Math.Min(lengths[i], shape[i] - (number * lengths[i])), 1, false);
        }

        return parts;
    }

    /// <summary>A chunk in its full length: what lies beyond the array is zero.</summary>
    public static byte[] Pad(TreeNode node, AxisPart[] parts, byte[] samples)
    {
        var lengths = Lengths(node);
        if (parts.Select(static part => part.Count).SequenceEqual(lengths))
        {
            return samples;
        }

        var bytes = node.Type.Bytes();
        var chunk = new byte[lengths.Aggregate((long)bytes, static (product, length) => product * length)];
        var row = (int)(parts[^1].Count * bytes);
        for (var i = 0; i * row < samples.Length; i++)
        {
            var (rest, offset, stride) = ((long)i, 0L, lengths[^1]);
            for (var axis = parts.Length - 2; axis >= 0; axis--)
            {
                offset += rest % parts[axis].Count * stride;
                rest /= parts[axis].Count;
                stride *= lengths[axis];
            }

            samples.AsSpan(i * row, row).CopyTo(chunk.AsSpan(checked((int)(offset * bytes))));
        }

        return chunk;
    }

    private static long[] Lengths(TreeNode node) =>
        node.Cube is null ? [.. node.Shape] : [.. NeutralLayout.For(node.Shape, node.Type.Bytes()).Chunk];

    private static JsonObject Group() => new() { ["zarr_format"] = 2 };

    private static JsonObject Array(TreeNode node) => new()
    {
        ["zarr_format"] = 2,
        ["shape"] = List(node.Shape),
        ["chunks"] = List(Lengths(node)),
        ["dtype"] = RawArray.NumpyName(node.Type),
        ["order"] = "C",
        ["compressor"] = null,
        ["filters"] = null,
        ["dimension_separator"] = ".",
        ["fill_value"] = node.Cube is null ? null : node.Type.IsFloat() ? "NaN" : node.Cube.Missing is { } missing ? JsonNode.Parse(missing.ToString(CultureInfo.InvariantCulture)) : null,
    };

    private static JsonObject Attributes(TreeNode node)
    {
        var attributes = new JsonObject(node.Attributes.Where(static attribute => attribute.Value is not "").Select(static attribute => KeyValuePair.Create(attribute.Key, H5View.Value(attribute.Value))));
        if (node.IsArray)
        {
            attributes["_ARRAY_DIMENSIONS"] = new JsonArray([.. (node.Cube?.Axes.Select(static axis => axis.Name) ?? [node.Axis!.Name]).Select(static name => (JsonNode)name)]);
        }

        return attributes;
    }

    private static JsonObject Consolidated(TreeNode root)
    {
        var metadata = new JsonObject();
        var skip = root.Path.Length == 0 ? 0 : root.Path.Length + 1;
        foreach (var node in root.All())
        {
            var place = node.Path.Length <= skip ? "" : node.Path[skip..] + "/";
            metadata[place + (node.IsArray ? ".zarray" : ".zgroup")] = node.IsArray ? Array(node) : Group();
            metadata[place + ".zattrs"] = Attributes(node);
        }

        return new JsonObject { ["zarr_consolidated_format"] = 1, ["metadata"] = metadata };
    }

    private static JsonArray List(IEnumerable<long> numbers) => [.. numbers.Select(static number => (JsonNode)number)];
}
