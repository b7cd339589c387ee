using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Cubes out to a file or folder.</summary>
[Operator("export", "1.0.0", "cubes* -> ", Doc = "Writes cubes to a file or folder of a common format.")]
public sealed class Export : ISink<Export.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Path">The file or folder to make.</param>
    /// <param name="Format">The storage format.</param>
    /// <param name="Deflate">Deflate level of formats that have it.</param>
    /// <param name="Options">Further options of the format.</param>
    /// <param name="Attributes">Attributes to be written besides.</param>
    /// <param name="Bare">Whether attributes of cubes are left out.</param>
    /// <param name="Name">What the cube is called in the file.</param>
    public sealed record Parameters(
        [Doc("the file or folder to make; it must not exist")] string Path,
        [Doc("the storage format: netcdf, hdf5, zarr, npy")] string Format = "netcdf",
        [Range(0, 9), Doc("deflate level of formats that have it; 0 for none")] int Deflate = 0,
        [Doc("further options of the format")] ImmutableSortedDictionary<string, string>? Options = null,
        [Doc("attributes to be written besides: NAME for the file's own, CUBE/NAME or AXIS/NAME for those of a cube or an axis")]
        ImmutableSortedDictionary<string, string>? Attributes = null,
        [Doc("whether attributes that cubes and axes have are left out")] bool Bare = false,
        [Doc("what the cube is called in the file, if it is one; empty for its own name")] string Name = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        if (inputs.Count == 0)
        {
            throw new RefusalException("missing-input", "An export needs at least one cube.", "Connect a cube.");
        }

        if (parameters.Name.Length > 0 && inputs.Count > 1)
        {
            throw new RefusalException("bad-parameter", "'name' names one cube; there are several.", "Leave it out, or export them one by one.");
        }

        _ = Request(parameters, inputs);
        return new Description(ImmutableArray<CubeInfo>.Empty);
    }

    /// <inheritdoc />
    public SinkRequest Request(Parameters parameters, Inputs inputs)
    {
        if (string.IsNullOrWhiteSpace(parameters.Path) || parameters.Path.Contains('\0', StringComparison.Ordinal))
        {
            throw new RefusalException("bad-parameter", "An export needs the path of a file or folder to make.", "Set 'path'.");
        }

        var options = parameters.Options ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        if (parameters.Deflate > 0)
        {
            options = options.SetItem("codec", "deflate").SetItem("level", parameters.Deflate.ToString(CultureInfo.InvariantCulture));
        }

        return new SinkRequest(parameters.Format, parameters.Path, options)
        {
            Attributes = parameters.Attributes ?? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal),
            KeepsAttributes = !parameters.Bare,
            CubeName = parameters.Name,
        };
    }
}
