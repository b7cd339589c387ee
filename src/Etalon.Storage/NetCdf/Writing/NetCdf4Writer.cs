using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Writes NetCDF-4 with CF conventions, through libhdf5 in the layout of libnetcdf.</summary>
internal sealed class NetCdf4Writer : IDatasetWriter
{
    private readonly string _path;
    private readonly WriterOptions _options;
    private readonly AsideFile _file;
    private readonly NetCdf4Dimensions _dimensions;
    private readonly List<Hdf5CubeWriter> _writers = [];
    private readonly HashSet<string> _scalars = new(StringComparer.Ordinal);

    /// <summary>Starts a file.</summary>
    public NetCdf4Writer(string path, WriterOptions options)
    {
        _path = path;
        _options = options;
        _file = AsideFile.Create(path);
        _dimensions = new NetCdf4Dimensions(_file.File.Root);
    }

    /// <inheritdoc />
    public ICubeWriter Add(CubeInfo cube, CubeLayout layout) => AsideFile.Guarded(_path, () =>
    {
        if (cube.Type == SampleType.Complex64)
        {
            throw new RefusalException(
                "unsupported-sample-type", $"NetCDF has no complex samples; '{cube.Name}' has.",
                "Export it as HDF5 or Zarr, or take its modulus and phase first.", RefusalKind.Unsupported);
        }

        var scales = cube.Axes.Select(_dimensions.Of).ToArray();
        var name = NetCdfNames.Of(cube.Name);
        if (_file.File.Root.FindLink(name) is not null)
        {
            throw new RefusalException(
                "name-clash", $"A cube cannot be called '{name}': the file has a dimension or cube of that name.",
                "Give the cube another name.");
        }

        var writer = Hdf5CubeWriter.Create(_file, _path, _file.File.Root, name, cube, layout, _options);
        _writers.Add(writer);
        for (var i = 0; i < scales.Length; i++)
        {
            writer.Dataset.AttachScale(i, scales[i]);
        }

        Describe(writer.Dataset, cube);
        return writer;
    });

    /// <inheritdoc />
    public void Complete(AttributeSet attributes)
    {
        _ = AsideFile.Guarded(_path, () =>
        {
            WriteGlobal(attributes);
            return true;
        });
        Release();
        _file.Complete();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Release();
        _file.Dispose();
    }

    private void Release()
    {
        foreach (var writer in _writers)
        {
            writer.Dispose();
        }

        _dimensions.Dispose();
    }

    private void Describe(Hdf5Dataset dataset, CubeInfo cube)
    {
        Hdf5AttributeWriting.Write(dataset, cube.Attributes, isFixed: true);
        if (cube.Unit.Length > 0)
        {
            dataset.Attributes.WriteFixed("units", cube.Unit);
        }

        switch (cube.Type)
        {
            case SampleType.Float32: dataset.Attributes.Write("_FillValue", float.NaN); break;
            case SampleType.Float64: dataset.Attributes.Write("_FillValue", double.NaN); break;
            default:
                if (cube.Missing is { } missing)
                {
                    Hdf5AttributeWriting.WriteInteger(dataset, "_FillValue", cube.Type, missing);
                }

                break;
        }

        _scalars.UnionWith(cube.Attributes.Text("grid_mapping").Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries));
        _scalars.UnionWith(cube.Attributes.Text("coordinates").Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Global attributes; those of a scalar that some cube refers to (<c>crs/grid_mapping_name</c>) make that scalar again.</summary>
    private void WriteGlobal(AttributeSet attributes)
    {
        var root = _file.File.Root;
        var conventions = attributes.Text("Conventions");
        root.Attributes.WriteFixed("Conventions", conventions.Contains("CF-", StringComparison.Ordinal) ? conventions : "CF-1.10");
        root.Attributes.WriteFixed("_NCProperties", "version=2,etalon=0.1,hdf5=1.10");
        var scalars = new Dictionary<string, Hdf5Dataset>(StringComparer.Ordinal);
        try
        {
            foreach (var (name, value) in attributes.Without("Conventions", "_NCProperties"))
            {
                var cut = name.IndexOf('/', StringComparison.Ordinal);
                var owner = cut < 0 ? name : name[..cut];
                if (!_scalars.Contains(owner) || (!scalars.ContainsKey(owner) && root.FindLink(owner) is not null))
                {
                    Hdf5AttributeWriting.Write(root, name.Replace('/', '.'), value, isFixed: true);
                    continue;
                }

                if (!scalars.TryGetValue(owner, out var scalar))
                {
                    var number = cut < 0 && value.Text is null ? value.Numbers[0] : 0;
                    scalar = SmallDatasets.Write(root, owner, [number]);
                    scalars.Add(owner, scalar);
                }

                if (cut > 0)
                {
                    Hdf5AttributeWriting.Write(scalar, name[(cut + 1)..], value, isFixed: true);
                }
            }
        }
        finally
        {
            foreach (var scalar in scalars.Values)
            {
                scalar.Dispose();
            }
        }
    }
}
