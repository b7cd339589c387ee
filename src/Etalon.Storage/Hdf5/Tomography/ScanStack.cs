using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A stack of frames in an HDF5 file, of which cubes of a scan are made.</summary>
/// <param name="Entry">The dataset.</param>
/// <param name="Order">Which of its axes counts frames, rows, columns.</param>
internal sealed record ScanStack(Hdf5Entry Entry, ImmutableArray<int> Order)
{
    // No detector and no scan is so long; frames are listed one by one, so that a lie would cost memory.
    private const long MostLength = 1 << 24;

    /// <summary>Frames in the stack.</summary>
    public long Frames => Entry.Shape[Order[0]];

    /// <summary>Rows of a frame.</summary>
    public long Rows => Entry.Shape[Order[1]];

    /// <summary>Columns of a frame.</summary>
    public long Columns => Entry.Shape[Order[2]];

    /// <summary>Whether a dataset can be a stack at all: numbers, three axes, a countable size.</summary>
    public static bool Fits(Hdf5Entry entry) =>
        entry is { SampleType: { } type, Shape.Length: 3, Count: > 0 } && type != SampleType.Complex64
        && entry.Shape.All(static length => length <= MostLength) && CubeSize.IsCountable(entry.Shape, type);

    /// <summary>A cube of some of the frames.</summary>
    public ScanCube Cube(string name, ImmutableArray<long> frames, Axis along, Axis rows, Axis columns, AttributeSet attributes)
    {
        var (entry, order) = (Entry, Order);
        var rule = CfSamples.RuleFor(entry.SampleType!.Value, entry.Attributes, hasDefaultFill: false);
        var cube = new CubeInfo(name, [along, rows, columns], rule.Seen)
        {
            Unit = entry.Attributes.Text("units"),
            Missing = rule.Missing,
            Attributes = attributes,
        };
        return new ScanCube(cube, rule, entry.Source.Path, () => new FrameArray(
            Hdf5Source.Guarded(entry.Source.Path, () => ArrayOpening.Open(entry.Source, entry.Open(), entry.SampleType.Value)), frames, order));
    }

    /// <summary>The axis of frames taken at certain moments, counted in projections.</summary>
    public static Axis Moments(string cube, RoleFrames role) => new(ScanNames.AxisOf(cube), role.Frames.Length)
    {
        Unit = "1",
        Coordinates = AxisCoordinates.From(role.Times.AsSpan()),
    };

    /// <summary>Adds a number with its unit to attributes.</summary>
    public static AttributeSet With(AttributeSet attributes, string name, (double Value, string Unit)? quantity)
    {
        if (quantity is not var (value, unit))
        {
            return attributes;
        }

        var with = attributes.With(name, AttributeValue.Of(value));
        return unit.Length == 0 ? with : with.With(name + "@units", unit);
    }
}
