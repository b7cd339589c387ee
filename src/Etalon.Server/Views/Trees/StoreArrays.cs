using System.Text.Json;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Reads from a store of ours how its arrays are kept. What lies outside is not looked at.</summary>
internal static class StoreArrays
{
    private const string Sharding = "sharding_indexed";

    private static readonly Dictionary<string, StoreArray> None = [];

    /// <summary>The arrays of cubes, by the names of these; none for a dataset that is no store.</summary>
    public static IReadOnlyDictionary<string, StoreArray> Of(DatasetSummary dataset, HttpContext context)
    {
        var file = Path.Combine(context.RequestServices.GetRequiredService<EtalonHome>().Resolve(dataset.Location), "zarr.json");
        if (dataset.External || !File.Exists(file))
        {
            return None;
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.TryGetProperty("consolidated_metadata", out var all) && all.TryGetProperty("metadata", out var nodes)
            ? nodes.EnumerateObject()
                .Where(static node => node.Value.GetProperty("node_type").GetString() is "array")
                .Select(static node => (Cube: CubeOf(node.Value), Array: Read(node.Value)))
                .Where(static found => found.Cube is not null)
                .ToDictionary(static found => found.Cube!, static found => found.Array, StringComparer.Ordinal)
            : None;
    }

    private static string? CubeOf(JsonElement array) =>
        array.TryGetProperty("attributes", out var attributes) && attributes.TryGetProperty("etalon", out var own) && own.TryGetProperty("cube", out var cube)
            ? cube.GetString()
            : null;

    private static StoreArray Read(JsonElement array)
    {
        var codecs = array.GetProperty("codecs");
        var chunk = array.GetProperty("chunk_grid").GetProperty("configuration").GetProperty("chunk_shape");
        if (codecs.GetArrayLength() == 1 && codecs[0].GetProperty("name").GetString() is Sharding)
        {
            var inner = codecs[0].GetProperty("configuration");
            (codecs, chunk) = (inner.GetProperty("codecs"), inner.GetProperty("chunk_shape"));
        }

        return new StoreArray(
            [.. chunk.EnumerateArray().Select(static length => length.GetInt64())],
            [.. codecs.EnumerateArray().Select(static codec => codec.GetProperty("name").GetString()!).Where(static name => name is not "bytes").Select(static name => (Number(name), name))]);
    }

    /// <summary>The number under which HDF5 knows a codec.</summary>
    private static int Number(string codec) => codec switch
    {
        "gzip" => 1,
        "blosc" => 32001,
        "zstd" => 32015,
        _ => 0,
    };
}
