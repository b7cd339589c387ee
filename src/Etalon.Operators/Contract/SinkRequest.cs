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
}
