using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>What a sink wants written.</summary>
/// <param name="Format">The name of a storage format: <c>netcdf</c>, <c>hdf5</c>, <c>zarr</c>, <c>npy</c>.</param>
/// <param name="Path">The file or folder to make; it must not exist.</param>
/// <param name="Options">Format options (<c>deflate</c>: <c>4</c>).</param>
public sealed record SinkRequest(string Format, string Path, ImmutableSortedDictionary<string, string> Options)
{
    /// <summary>The format of a sink that writes nothing: the datasets of its inputs are deleted when the run has succeeded.</summary>
    public const string Delete = "delete";

    /// <summary>Attributes to be written besides: <c>NAME</c> for the file's own, <c>CUBE/NAME</c> or <c>AXIS/NAME</c> for those of a cube or an axis.</summary>
    public ImmutableSortedDictionary<string, string> Attributes { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether attributes that cubes and axes have are written.</summary>
    public bool KeepsAttributes { get; init; } = true;

    /// <summary>What the cube is called in the file; empty for its own name.</summary>
    public string CubeName { get; init; } = "";
}
