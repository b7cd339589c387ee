using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Finds the axes of datasets: from the NXdata group that shows them, from dimension scales, or by number alone.</summary>
internal sealed class NexusAxes
{
    private const long MaximumCoordinates = 64 << 20;

    // Axes are read while the file is opened; they are small.
    private const long OpeningBytes = 1L << 30;

    private readonly Hdf5Listing _listing;
    private readonly Dictionary<Hdf5Entry, Hdf5Entry?[]> _byDataset = [];
    private readonly Dictionary<Hdf5Entry, double[]> _numbers = [];
    private readonly Dictionary<(Hdf5Source, Etalon.Native.Hdf5Reference), Hdf5Entry> _scales;

    /// <summary>Looks through all groups.</summary>
    public NexusAxes(Hdf5Listing listing)
    {
        _listing = listing;
        _scales = listing.Datasets.Where(entry => entry.ScaleName is not null)
            .ToDictionary(entry => (entry.Source, entry.Reference), entry => entry);
        foreach (var group in listing.Groups)
        {
            LookAt(group);
        }
    }

    /// <summary>Datasets that are coordinates of others, and their bounds.</summary>
    public HashSet<Hdf5Entry> Coordinates { get; } = [];

    /// <summary>The axes of a dataset.</summary>
    public ImmutableArray<Axis> Of(Hdf5Entry dataset)
    {
        _byDataset.TryGetValue(dataset, out var known);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var axes = ImmutableArray.CreateBuilder<Axis>(dataset.Shape.Length);
        for (var i = 0; i < dataset.Shape.Length; i++)
        {
            var coordinates = known?[i] ?? Scale(dataset, i);
            var axis = coordinates is null
                ? new Axis(Label(dataset, i), dataset.Shape[i])
                : Make(coordinates, dataset.Shape[i]);
            var name = axis.Name;
            var number = 2;
            while (!names.Add(name))
            {
                name = $"{axis.Name}_{number++}";
            }

            axes.Add(axis with { Name = name });
        }

        return axes.MoveToImmutable();
    }

    /// <summary>The dataset that a group shows; null where it shows none.</summary>
    public static Hdf5Entry? Signal(Hdf5Entry group)
    {
        var name = group.Attributes.Text("signal");
        if (name.Length > 0 && group.Members.TryGetValue(name, out var named) && named.IsDataset)
        {
            return named;
        }

        // Before 2014 the dataset itself said that it is the signal.
        return group.Members.Values.FirstOrDefault(member =>
            member.IsDataset && member.Attributes["signal"] is { } mark && mark.ToString() is "1");
    }

    private void LookAt(Hdf5Entry group)
    {
        if (Signal(group) is not { } signal)
        {
            return;
        }

        var axes = new Hdf5Entry?[signal.Shape.Length];
        var listed = Names(group.Attributes.Text("axes"), group.Attributes.Text("axes").Contains(':', StringComparison.Ordinal));
        if (listed.Length > 0)
        {
            TakeListed(group, listed, axes, signal);
        }
        else
        {
            TakeOld(group, signal, axes);
        }

        foreach (var member in group.Members.Values.Where(member => member.IsDataset && member.Shape.SequenceEqual(signal.Shape)))
        {
            if (!axes.Contains(member))
            {
                _byDataset.TryAdd(member, axes);
            }
        }
    }

    /// <summary>The way of today: the group lists names, and may say for each along which axes it lies.</summary>
    private void TakeListed(Hdf5Entry group, string[] names, Hdf5Entry?[] axes, Hdf5Entry signal)
    {
        for (var i = 0; i < names.Length; i++)
        {
            var position = group.Attributes[names[i] + "_indices"] is { Numbers: [var index, ..] } ? (int)index : i;
            if (names[i] is not "." && group.Members.TryGetValue(names[i], out var member))
            {
                Take(member, position, axes, signal);
            }
        }
    }

    /// <summary>The ways before: names on the signal, or a number on each axis.</summary>
    private void TakeOld(Hdf5Entry group, Hdf5Entry signal, Hdf5Entry?[] axes)
    {
        var names = Names(signal.Attributes.Text("axes"), hasColons: true);
        for (var i = 0; i < names.Length; i++)
        {
            if (group.Members.TryGetValue(names[i], out var member))
            {
                Take(member, i, axes, signal);
            }
        }

        foreach (var member in group.Members.Values.Where(member => names.Length == 0 && member.IsDataset))
        {
            if (member.Attributes["axis"] is { } axis && int.TryParse(axis.ToString(), CultureInfo.InvariantCulture, out var number))
            {
                Take(member, number - 1, axes, signal);
            }
        }
    }

    private void Take(Hdf5Entry member, int position, Hdf5Entry?[] axes, Hdf5Entry signal)
    {
        if (position < 0 || position >= axes.Length || axes[position] is not null || member.Shape.Length != 1
            || member.Equals(signal)
            || (member.Shape[0] != signal.Shape[position] && member.Shape[0] != signal.Shape[position] + 1))
        {
            return;
        }

        axes[position] = member;
        Coordinates.Add(member);
    }

    private static string[] Names(string text, bool hasColons) => text.Trim('[', ']')
        .Split(hasColons ? [':', ','] : [','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string Label(Hdf5Entry dataset, int axis) =>
        axis < dataset.Labels.Length && dataset.Labels[axis].Length > 0
            ? dataset.Labels[axis]
            : string.Create(CultureInfo.InvariantCulture, $"dim_{axis}");

    private Hdf5Entry? Scale(Hdf5Entry dataset, int axis)
    {
        if (axis >= dataset.Scales.Length || dataset.Scales[axis].IsEmpty
            || !_scales.TryGetValue((dataset.Source, dataset.Scales[axis][0]), out var scale)
            || scale.Shape.Length != 1 || scale.Shape[0] != dataset.Shape[axis] || scale.Equals(dataset))
        {
            return null;
        }

        Coordinates.Add(scale);
        return scale;
    }

    private Axis Make(Hdf5Entry entry, long length)
    {
        var attributes = entry.Attributes;
        var axis = new Axis(entry.Name, length)
        {
            Unit = attributes.Text("units"),
            Attributes = attributes.Without(["units", "calendar", "axis", "primary", "bounds", .. CfSamples.Used]),
        };
        axis = axis.IsTime ? axis with { Calendar = attributes["calendar"]?.ToString() ?? "standard" } : axis;
        if (entry.Type!.Class == Etalon.Native.Hdf5TypeClass.Text && entry.Count == length)
        {
            return axis with { Coordinates = new LabelCoordinates(NexusTexts.Read(entry)) };
        }

        if (entry.SampleType is null or SampleType.Complex64 || entry.Shape[0] > MaximumCoordinates)
        {
            return axis;
        }

        var numbers = Numbers(entry);
        return numbers.Length == length
            ? axis with { Coordinates = AxisCoordinates.From(numbers), Bounds = Bounds(entry, length) }
            : FromEdges(axis, numbers);
    }

    /// <summary>One coordinate more than samples: these are the edges of bins.</summary>
    private static Axis FromEdges(Axis axis, double[] edges)
    {
        var centres = new double[edges.Length - 1];
        var bounds = new double[2 * centres.Length];
        for (var i = 0; i < centres.Length; i++)
        {
            centres[i] = 0.5 * (edges[i] + edges[i + 1]);
            bounds[2 * i] = edges[i];
            bounds[(2 * i) + 1] = edges[i + 1];
        }

        return axis with { Coordinates = AxisCoordinates.From(centres), Bounds = [.. bounds] };
    }

    private ImmutableArray<double> Bounds(Hdf5Entry entry, long length)
    {
        var name = entry.Attributes.Text("bounds");
        var folder = entry.Path[..^entry.Name.Length];
        var bounds = name.Length == 0 ? null : _listing.Datasets.FirstOrDefault(other => string.Equals(other.Path, folder + name, StringComparison.Ordinal));
        if (bounds?.SampleType is null || !bounds.Shape.SequenceEqual([length, 2]))
        {
            return [];
        }

        Coordinates.Add(bounds);
        return [.. Numbers(bounds)];
    }

    private unsafe double[] Numbers(Hdf5Entry entry)
    {
        if (_numbers.TryGetValue(entry, out var known))
        {
            return known;
        }

        using var pool = new BufferPool(OpeningBytes);
        using var array = ArrayOpening.Open(entry.Source, entry.Open(), entry.SampleType!.Value);
        var numbers = StoredNumbers.Read(array, entry.Attributes, pool);
        _numbers.Add(entry, numbers);
        return numbers;
    }
}
