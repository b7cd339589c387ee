using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Writes coordinates and single values through the library.</summary>
internal static unsafe class SmallDatasets
{
    /// <summary>Makes a dataset of float64 and writes it.</summary>
    public static Hdf5Dataset Write(Hdf5Group group, string name, ReadOnlySpan<double> values, params long[] shape)
    {
        var dataset = group.CreateDataset(name, new Hdf5DatasetSpec(NumberType.Float64, shape));
        var start = new long[shape.Length];
        fixed (double* first = values)
        {
            dataset.Write(start, shape, NumberType.Float64, first, values.Length * sizeof(double));
        }

        return dataset;
    }

    /// <summary>Makes a dataset of texts and writes it.</summary>
    public static Hdf5Dataset Write(Hdf5Group group, string name, IReadOnlyList<string> texts)
    {
        var dataset = group.CreateTexts(name, [texts.Count]);
        dataset.WriteTexts(texts);
        return dataset;
    }

    /// <summary>The coordinates of an axis: numbers or labels.</summary>
    public static Hdf5Dataset Write(Hdf5Group group, string name, AxisCoordinates coordinates) =>
        coordinates is LabelCoordinates labels
            ? Write(group, name, labels.Labels)
            : Write(group, name, coordinates.ToArray(), coordinates.Length);
}
