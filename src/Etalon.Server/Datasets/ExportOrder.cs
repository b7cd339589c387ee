using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>A cube or dataset to be written to a file.</summary>
/// <param name="Cube"><c>ID</c> (all its cubes) or <c>ID/CUBE</c>.</param>
/// <param name="Format"><c>netcdf</c>, <c>hdf5</c>, <c>zarr</c> or <c>npy</c>.</param>
/// <param name="Path">The file to make on the server's machine.</param>
public sealed record ExportOrder(string Cube, string Format, string Path)
{
    /// <summary>Format options.</summary>
    public JsonObject Options { get; init; } = [];
}
