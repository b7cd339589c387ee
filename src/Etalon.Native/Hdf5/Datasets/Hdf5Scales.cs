using System.Text;

namespace Etalon.Native;

/// <summary>Dimension scales: datasets that hold the coordinates of another's axes, as netCDF-4 uses them.</summary>
public static unsafe class Hdf5Scales
{
    /// <summary>Makes a dataset a scale of that name.</summary>
    public static void MakeScale(this Hdf5Dataset dataset, string name)
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5DS.SetScale(dataset.Id.Value, name), "H5DSset_scale", dataset.Subject);
    }

    /// <summary>Attaches a scale to an axis.</summary>
    public static void AttachScale(this Hdf5Dataset dataset, int axis, Hdf5Dataset scale)
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(
            H5DS.Attach(dataset.Id.Value, scale.Id.Value, (uint)axis), "H5DSattach_scale", dataset.Subject);
    }

    /// <summary>Whether it is a scale.</summary>
    public static bool IsScale(this Hdf5Dataset dataset)
    {
        using var gate = Hdf5Lock.Enter();
        return H5DS.IsScale(dataset.Id.Value) > 0;
    }

    /// <summary>Names an axis.</summary>
    public static void LabelAxis(this Hdf5Dataset dataset, int axis, string label)
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5DS.SetLabel(dataset.Id.Value, (uint)axis, label), "H5DSset_label", dataset.Subject);
    }

    /// <summary>The name of an axis; empty where it has none.</summary>
    public static string AxisLabel(this Hdf5Dataset dataset, int axis)
    {
        var buffer = stackalloc byte[1024];
        using var gate = Hdf5Lock.Enter();
        var length = H5DS.GetLabel(dataset.Id.Value, (uint)axis, buffer, 1024);
        return length <= 0 ? "" : Encoding.UTF8.GetString(buffer, (int)Math.Min(length, 1023));
    }

    /// <summary>The scales of each axis, in order; an axis may have none or several.</summary>
    public static IReadOnlyList<IReadOnlyList<Hdf5Reference>> ScalesByAxis(this Hdf5Dataset dataset)
    {
        var empty = dataset.Shape.Select(_ => (IReadOnlyList<Hdf5Reference>)[]).ToArray();
        return dataset.Attributes.Find("DIMENSION_LIST") is { Values: Array[] lists }
            ? [.. empty.Select((none, axis) => axis < lists.Length && lists[axis] is Hdf5Reference[] some ? some : none)]
            : empty;
    }
}
