using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>An HDF5 file, NeXus or not.</summary>
/// <remarks>
/// Every numeric dataset with axes is a cube named by its path, except those that are coordinates of another. Single values and
/// texts are attributes of the dataset, <c>entry/title</c>, with their units as <c>entry/energy@units</c>.
/// </remarks>
internal sealed class NexusReader : IDatasetReader
{
    private const int MaximumFields = 5000;
    private const int MaximumRemarks = 200;

    private static readonly string[] UsedAttributes = ["units", "signal", "axes", .. CfSamples.Used];

    private readonly Hdf5Listing _listing;
    private readonly Dictionary<string, (Hdf5Entry Entry, SampleRule Rule)> _sources = new(StringComparer.Ordinal);
    private readonly List<string> _remarks = [];

    /// <summary>Takes over the listing.</summary>
    public NexusReader(Hdf5Listing listing)
    {
        _listing = listing;
        try
        {
            _remarks.AddRange(listing.Remarks);
            var axes = new NexusAxes(listing);
            var cubes = MakeCubes(axes);
            Cubes = [.. cubes.Where(pair => !axes.Coordinates.Contains(pair.Entry)).Select(pair => pair.Cube)];
            Attributes = ReadFields();
            DefaultCube = FindDefault();
            Remarks = [.. _remarks.Take(MaximumRemarks)];
        }
        catch
        {
            listing.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public ImmutableArray<CubeInfo> Cubes { get; }

    /// <inheritdoc />
    public AttributeSet Attributes { get; }

    /// <inheritdoc />
    public string DefaultCube { get; }

    /// <inheritdoc />
    public ImmutableArray<string> Remarks { get; }

    /// <inheritdoc />
    public ICubeReader Open(string cube)
    {
        var info = Cubes.FirstOrDefault(known => string.Equals(known.Name, cube, StringComparison.Ordinal))
            ?? throw Refusal.Unknown("cube", cube, Cubes.Select(known => known.Name));
        var (entry, rule) = _sources[cube];
        var array = Hdf5Source.Guarded(entry.Source.Path, () => ArrayOpening.Open(entry.Source, entry.Open(), entry.SampleType!.Value));
        return new InterpretedCube(info, array, rule, entry.Source.Path);
    }

    /// <inheritdoc />
    public void Dispose() => _listing.Dispose();

    private List<(Hdf5Entry Entry, CubeInfo Cube)> MakeCubes(NexusAxes axes)
    {
        var cubes = new List<(Hdf5Entry, CubeInfo)>();
        foreach (var entry in _listing.Datasets.Where(entry => entry.Count != 1 && entry.Shape.Length > 0))
        {
            if (entry.SampleType is not { } type)
            {
                if (entry.Type!.Class != Hdf5TypeClass.Text)
                {
                    _remarks.Add($"'{entry.Path}' holds values of type {entry.Type.Class}, which is no cube.");
                }
            }
            else if (entry.Count == 0)
            {
                _remarks.Add($"'{entry.Path}' is empty.");
            }
            else if (!CubeSize.IsCountable(entry.Shape, type))
            {
                _remarks.Add($"'{entry.Path}' states a size that fits no disk.");
            }
            else
            {
                cubes.Add((entry, MakeCube(entry, type, axes)));
            }
        }

        return cubes;
    }

    private CubeInfo MakeCube(Hdf5Entry entry, SampleType type, NexusAxes axes)
    {
        var rule = CfSamples.RuleFor(type, entry.Attributes, hasDefaultFill: false);
        _sources.TryAdd(entry.Path, (entry, rule));
        return new CubeInfo(entry.Path, axes.Of(entry), rule.Seen)
        {
            Unit = entry.Attributes.Text("units"),
            Missing = rule.Missing,
            Attributes = entry.Attributes.Without(UsedAttributes),
        };
    }

    private AttributeSet ReadFields()
    {
        var fields = _listing.Root.Attributes;
        var singles = _listing.Datasets.Where(entry => entry.Count > 0 && (entry.Count == 1 || entry.SampleType is null)).ToArray();
        if (singles.Length > MaximumFields)
        {
            _remarks.Add($"The file has {singles.Length} single values and texts; the first {MaximumFields} are shown.");
        }

        foreach (var entry in singles.Take(MaximumFields))
        {
            try
            {
                if (Field(entry) is { } value)
                {
                    fields = fields.With(entry.Path, value);
                    var unit = entry.Attributes.Text("units");
                    fields = unit.Length == 0 ? fields : fields.With(entry.Path + "@units", unit);
                }
            }
            catch (NativeException error)
            {
                _remarks.Add($"'{entry.Path}' cannot be read: {error.Text}.");
            }
        }

        return fields;
    }

    private static AttributeValue? Field(Hdf5Entry entry)
    {
        if (entry.Type!.Class == Hdf5TypeClass.Text)
        {
            var texts = NexusTexts.Read(entry);
            return texts.IsEmpty ? null : AttributeValue.Of(string.Join(", ", texts));
        }

        using var dataset = entry.Open();
        return entry.SampleType is null || dataset.Creation.LeavesFile ? null : Hdf5AttributeReading.Plain(dataset.ReadAll());
    }

    /// <summary>Follows <c>default</c> from the root; else the first group that shows something; else the cube with most axes.</summary>
    private string FindDefault()
    {
        var group = _listing.Root;
        const int deepest = 8;
        for (var depth = 0; depth < deepest; depth++)
        {
            if (!group.Members.TryGetValue(group.Attributes.Text("default"), out var next) || next.IsDataset)
            {
                break;
            }

            group = Known(next);
        }

        var signals = _listing.Groups.Select(NexusAxes.Signal).Prepend(NexusAxes.Signal(group));
        var names = Cubes.Select(cube => cube.Name).ToHashSet(StringComparer.Ordinal);
        var shown = signals.FirstOrDefault(signal => signal is not null && names.Contains(signal.Path));
        return shown?.Path ?? Cubes.OrderByDescending(cube => cube.Rank).FirstOrDefault()?.Name ?? "";
    }

    /// <summary>The listed group: one reached through a ring of links may show no members.</summary>
    private Hdf5Entry Known(Hdf5Entry entry) => _listing.Groups.First(group => group.Equals(entry));
}
