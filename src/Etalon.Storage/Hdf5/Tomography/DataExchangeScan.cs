using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Finds a scan in the layout of APS Data Exchange: projections, flats and darks as three stacks in the group <c>exchange</c>.</summary>
internal sealed class DataExchangeScan
{
    private readonly List<ScanCube> _cubes = [];
    private readonly HashSet<string> _shownBy = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];
    private readonly Hdf5Fields _fields;

    private DataExchangeScan(Hdf5Fields fields) => _fields = fields;

    private Hdf5Entry Root => _fields.Listing.Root;

    /// <summary>Looks; null where the file has no such group.</summary>
    public static ScanFinding? In(Hdf5Fields fields)
    {
        if (fields.DatasetAt(fields.Listing.Root, "exchange/data") is not { } data || !ScanStack.Fits(data))
        {
            return null;
        }

        var scan = new DataExchangeScan(fields);
        scan.Add(data);
        return new ScanFinding([.. scan._cubes], [.. scan._shownBy], [.. scan._remarks]);
    }

    private void Add(Hdf5Entry data)
    {
        var theta = _fields.DatasetAt(Root, "exchange/theta");
        var angles = theta?.Numbers();
        var names = StackOrder.Names(data, []);
        var stack = new ScanStack(data, StackOrder.Of(data, names, angles?.Length, theta?.Path ?? "exchange/theta", _remarks));
        var rows = DetectorAxis.Of(ScanNames.Y, stack.Rows, Pitch('y'), "actual_pixel_size_y", _remarks);
        var columns = DetectorAxis.Of(ScanNames.X, stack.Columns, Pitch('x'), "actual_pixel_size_x", _remarks);
        var along = AngleAxis.Of(angles, theta?.Attributes.Text("units") ?? "", stack.Frames, "exchange/theta", _remarks);
        var attributes = Attributes();
        ImmutableArray<long> all = [.. Enumerable.Range(0, checked((int)stack.Frames)).Select(static frame => (long)frame)];
        _cubes.Add(stack.Cube(ScanNames.Projections, all, along, rows, columns, attributes));
        _shownBy.Add(data.Path);
        foreach (var (member, name) in new[] { ("data_white", ScanNames.Flats), ("data_dark", ScanNames.Darks) })
        {
            AddReference(stack, member, name, rows, columns, attributes);
        }
    }

    private void AddReference(ScanStack data, string member, string name, Axis rows, Axis columns, AttributeSet attributes)
    {
        if (_fields.DatasetAt(Root, "exchange/" + member) is not { Count: > 0 } entry)
        {
            _remarks.Add($"The file has no 'exchange/{member}': there are no {name}.");
            return;
        }

        if (!ScanStack.Fits(entry))
        {
            _remarks.Add($"'{entry.Path}' is no stack of frames; it is not shown as {name}.");
            return;
        }

        var names = StackOrder.Names(entry, []);
        var stack = new ScanStack(entry, names.Count == 3 ? StackOrder.Of(entry, names, null, "", _remarks) : data.Order);
        if (stack.Rows != data.Rows || stack.Columns != data.Columns)
        {
            throw new RefusalException(
                "contradictory-metadata",
                $"Frames of '{entry.Path}' have {stack.Rows} rows and {stack.Columns} columns, those of '{data.Entry.Path}' {data.Rows} and {data.Columns}.",
                "Correct the file: all frames of a scan come from one detector.");
        }

        var role = RoleFrames.All(DataExchangeMoments.Of(_fields, member, stack.Frames, data.Frames, _remarks));
        _cubes.Add(stack.Cube(name, role.Frames, ScanStack.Moments(name, role), rows, columns, attributes));
        _shownBy.Add(entry.Path);
    }

    /// <summary>The pixel as seen in the sample; the pixel of the sensor itself says nothing of the sample.</summary>
    private (double Value, string Unit)? Pitch(char axis) => _fields.DatasetAt(
        Root, $"measurement/instrument/detector/actual_pixel_size_{axis}", "measurement/instrument/detection_system/objective/resolution").Quantity();

    private AttributeSet Attributes()
    {
        var energy = _fields.DatasetAt(Root, "measurement/instrument/monochromator/energy");
        var distance = _fields.DatasetAt(
            Root, "measurement/instrument/detector/distance", "measurement/instrument/camera_motor_stack/setup/camera_distance",
            "measurement/instrument/detector_motor_stack/setup/camera_distance");
        return ScanStack.With(ScanStack.With(AttributeSet.Empty, "energy", energy.Quantity()), "distance", distance.Quantity());
    }
}
