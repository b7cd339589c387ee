using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Finds NeXus tomography scans (application definition NXtomo): one stack of all frames, and a key that says what each is.</summary>
/// <remarks>The first scan, or the one that the file shows by default, has cubes without a prefix; further ones have the name of their entry before.</remarks>
internal sealed class NxTomoScans
{
    private const string Definition = "NXtomo";

    private readonly List<ScanCube> _cubes = [];
    private readonly HashSet<string> _shownBy = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];
    private readonly Hdf5Fields _fields;

    private NxTomoScans(Hdf5Fields fields) => _fields = fields;

    /// <summary>Looks; null where the file says nothing of NXtomo.</summary>
    public static ScanFinding? In(Hdf5Fields fields)
    {
        var scans = new NxTomoScans(fields);
        scans.Look();
        return scans._cubes.Count == 0 && scans._remarks.Count == 0 ? null : new ScanFinding([.. scans._cubes], [.. scans._shownBy], [.. scans._remarks]);
    }

    private void Look()
    {
        var shown = _fields.Listing.Root.Attributes.Text("default");
        var entries = Entries().OrderByDescending(entry => string.Equals(entry.Path.Split('/')[0], shown, StringComparison.Ordinal)).ToArray();
        var seen = new HashSet<Hdf5Entry>();
        foreach (var entry in entries)
        {
            if (Detector(entry) is not { } detector)
            {
                _remarks.Add(
                    $"'{entry.Path}' says that it is an {Definition} scan, but has no group with 'data' and 'image_key': its frames are shown as they are.");
            }
            else if (seen.Add(_fields.Members(detector)["data"]))
            {
                Add(entry, detector, prefix: seen.Count == 1 ? "" : entry.Path + "/");
            }
        }

        if (seen.Count > 1)
        {
            _remarks.Add($"The file holds {seen.Count} scans; 'projections' is of the first, further ones have the name of their entry before theirs.");
        }
    }

    /// <summary>Groups that say they are NXtomo; where none does, those at the top that hold a keyed stack.</summary>
    private IEnumerable<Hdf5Entry> Entries()
    {
        var defined = _fields.Listing.Groups.Where(group =>
            _fields.Members(group).TryGetValue("definition", out var definition) && definition.Text().StartsWith(Definition, StringComparison.Ordinal)).ToArray();
        return defined.Length > 0
            ? defined
            : _fields.Members(_fields.Listing.Root).Values.Where(member => !member.IsDataset && Detector(member) is not null);
    }

    private Hdf5Entry? Detector(Hdf5Entry entry) => new[] { _fields.At(entry, "instrument/detector") }.Concat(_fields.Below(entry)).FirstOrDefault(group =>
        group is { IsDataset: false } && _fields.Members(group).TryGetValue("data", out var data) && ScanStack.Fits(data)
        && _fields.Members(group).TryGetValue("image_key", out var key) && key is { IsDataset: true, SampleType: not null });

    private void Add(Hdf5Entry entry, Hdf5Entry detector, string prefix)
    {
        var data = _fields.Members(detector)["data"];
        var keyed = _fields.Members(detector)["image_key"];
        var keys = keyed.Numbers() ?? [];
        var stack = new ScanStack(data, StackOrder.Of(data, StackOrder.Names(data, _fields.Listing.Groups), keys.Length, keyed.Path, _remarks));
        var control = _fields.DatasetAt(detector, "image_key_control")?.Numbers();
        var roles = ImageKeys.Split(keys, control?.Length == keys.Length ? control : null, keyed.Path);
        if (roles.Projections.Frames.IsEmpty)
        {
            _remarks.Add($"'{keyed.Path}' names no projection (key 0) among {keys.Length} frames.");
        }

        if (roles.LeftOut > 0)
        {
            _remarks.Add($"{roles.LeftOut} of {keys.Length} frames of '{data.Path}' are left out: '{keyed.Path}' says that they are of no use.");
        }

        var attributes = Attributes(entry, detector);
        var rows = DetectorAxis.Of(ScanNames.Y, stack.Rows, Pitch(entry, detector, "y_pixel_size"), "y_pixel_size", _remarks);
        var columns = DetectorAxis.Of(ScanNames.X, stack.Columns, Pitch(entry, detector, "x_pixel_size"), "x_pixel_size", _remarks);
        foreach (var (name, role) in new[] { (ScanNames.Projections, roles.Projections), (ScanNames.Flats, roles.Flats), (ScanNames.Darks, roles.Darks) })
        {
            if (!role.Frames.IsEmpty)
            {
                var along = name is ScanNames.Projections ? Angles(entry, detector, role, keys.Length) : ScanStack.Moments(name, role);
                _cubes.Add(stack.Cube(prefix + name, role.Frames, along, rows, columns, attributes));
            }
        }

        _shownBy.Add(data.Path);
        _remarks.Add($"'{data.Path}' is shown as {prefix}projections, flats and darks, as '{keyed.Path}' says.");
    }

    private Axis Angles(Hdf5Entry entry, Hdf5Entry detector, RoleFrames projections, int frames)
    {
        const string name = "rotation_angle";
        var found = _fields.DatasetAt(entry, "sample/rotation_angle", "data/rotation_angle") ?? _fields.DatasetAt(detector, name)
            ?? _fields.Below(entry).FirstOrDefault(below => below is { IsDataset: true, Name: name });
        var angles = found?.Numbers();
        if (found is not null && angles is not null)
        {
            angles = Chosen(found, angles, projections, frames);
        }

        return AngleAxis.Of(angles, found?.Attributes.Text("units") ?? "", projections.Frames.Length, found?.Path ?? $"{entry.Path}/sample/{name}", _remarks);
    }

    /// <summary>The angles of the projections: there is one for each frame, or for each projection.</summary>
    private double[] Chosen(Hdf5Entry found, double[] angles, RoleFrames projections, int frames)
    {
        if (angles.Length == frames)
        {
            return [.. projections.Frames.Select(frame => angles[frame])];
        }

        if (angles.Length == projections.Frames.Length)
        {
            _remarks.Add($"'{found.Path}' has one angle for each of {angles.Length} projections, not for each of {frames} frames; they are taken in order.");
            return angles;
        }

        throw new RefusalException(
            "contradictory-metadata",
            $"'{found.Path}' of '{found.Source.Path}' has {angles.Length} angles; there are {frames} frames, {projections.Frames.Length} of them projections.",
            "Correct the angles in the file; there must be one for each frame.");
    }

    /// <summary>The size of a pixel as seen in the sample, which newer files keep beside the sample.</summary>
    private (double Value, string Unit)? Pitch(Hdf5Entry entry, Hdf5Entry detector, string name) =>
        (_fields.DatasetAt(entry, "sample/" + name) ?? _fields.DatasetAt(detector, name)).Quantity();

    private AttributeSet Attributes(Hdf5Entry entry, Hdf5Entry detector)
    {
        var energy = _fields.DatasetAt(entry, "beam/incident_energy", "instrument/beam/incident_energy", "sample/beam/incident_energy", "instrument/monochromator/energy");
        var distance = _fields.DatasetAt(entry, "sample/propagation_distance") ?? _fields.DatasetAt(detector, "distance");
        var title = _fields.DatasetAt(entry, "title").Text();
        var set = title.Length == 0 ? AttributeSet.Empty : AttributeSet.Empty.With("title", title);
        return ScanStack.With(ScanStack.With(set, "energy", energy.Quantity()), "distance", distance.Quantity());
    }
}
