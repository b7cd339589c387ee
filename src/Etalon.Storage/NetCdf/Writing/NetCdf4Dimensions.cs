using System.Globalization;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>The dimensions of a NetCDF-4 file that is being written: HDF5 dimension scales as libnetcdf lays them out.</summary>
internal sealed class NetCdf4Dimensions(Hdf5Group root) : IDisposable
{
    private const string DimensionOnly = "This is a netCDF dimension but not a netCDF variable";

    private readonly Dictionary<string, (Axis Axis, Hdf5Dataset Scale)> _scales = new(StringComparer.Ordinal);

    /// <summary>Whether a dimension or variable of that name was made here.</summary>
    public bool Has(string name) => _scales.ContainsKey(name);

    /// <summary>The scale of an axis. Equal axes share one; another axis of the same name gets a number.</summary>
    public Hdf5Dataset Of(Axis axis)
    {
        var name = NetCdfNames.Of(axis.Name);
        var free = name;
        var number = 2;
        while (_scales.TryGetValue(free, out var known))
        {
            if (known.Axis.Equals(axis))
            {
                return known.Scale;
            }

            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number++}");
        }

        return Make(free, axis);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (_, scale) in _scales.Values)
        {
            scale.Dispose();
        }
    }

    private Hdf5Dataset Make(string name, Axis axis)
    {
        // The number that libnetcdf gives a dimension; it only has to be unique.
        var id = _scales.Count;
        Hdf5Dataset scale;
        if (axis.Coordinates is null)
        {
            scale = root.CreateDataset(name, new Hdf5DatasetSpec(NumberType.Float32, [axis.Length]));
            scale.MakeScale(string.Create(CultureInfo.InvariantCulture, $"{DimensionOnly}{axis.Length,10}"));
        }
        else
        {
            scale = SmallDatasets.Write(root, name, axis.Coordinates);
            scale.MakeScale(name);
            Describe(scale, name, axis);
        }

        scale.Attributes.Write("_Netcdf4Dimid", id);
        _scales.Add(name, (axis, scale));
        if (axis.HasBounds && axis.Coordinates is not null)
        {
            var pair = Of(new Axis("bnds", 2));
            using var bounds = SmallDatasets.Write(root, name + "_bnds", axis.Bounds.AsSpan(), axis.Length, 2);
            bounds.AttachScale(0, scale);
            bounds.AttachScale(1, pair);
        }

        return scale;
    }

    private static void Describe(Hdf5Dataset scale, string name, Axis axis)
    {
        Hdf5AttributeWriting.Write(scale, axis.Attributes, isFixed: true);
        if (axis.Unit.Length > 0)
        {
            scale.Attributes.WriteFixed("units", axis.Unit);
        }

        if (axis.Calendar.Length > 0)
        {
            scale.Attributes.WriteFixed("calendar", axis.Calendar);
        }

        if (axis.HasBounds)
        {
            scale.Attributes.WriteFixed("bounds", name + "_bnds");
        }
    }
}
