using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Where every method sees the axis of rotation in some slices; the part of <c>find-centre</c> that looks at the scan.</summary>
[Operator(Name, "1.1.0", "attenuation -> estimates, quality, metric", Doc = "Estimates the axis of rotation in some slices by several methods; the part of 'find-centre' that looks at the scan.")]
public sealed class CentreEstimates : IMapOperator<CentreEstimates.Parameters>
{
    /// <summary>The operator's name.</summary>
    public const string Name = "centre-estimates";

    /// <summary>Rows are chosen in the middle of the detector if the user names none: as many, spread over this part of it.</summary>
    private const double Spread = 0.3;

    /// <summary>A slice is the mean of so many rows to either side too, where slices are far enough apart: noise is a third then.</summary>
    private const int MostAround = 4;

    /// <summary>Slices so many times as far apart as they reach to either side.</summary>
    private const int Apart = 16;

    /// <summary>Measured, at 2048 columns and angles; all methods, one row.</summary>
    private const double NanosecondsPerInput = 150;

    /// <summary>What the user may choose.</summary>
    /// <param name="Method">How the axis is found.</param>
    /// <param name="Slices">Rows of the detector.</param>
    /// <param name="Range">How far from the middle the axis is looked for.</param>
    /// <param name="Logarithm">Whether the input is transmission.</param>
    public sealed record Parameters(
        [Doc("how the axis is found; consensus asks every method")] CentreMethod Method = CentreMethod.Consensus,
        [Doc("rows of the detector that are looked at, with up to four to either side where they are far enough apart; none for three in the middle")] ImmutableArray<int> Slices = default,
        [Doc("how many columns from the middle the axis is looked for; 0 for a part of the width"), Range(0, 100_000)] double Range = 0,
        [Doc("take -ln first: the input is transmission")] bool Logarithm = false);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        Check(cube);
        var rows = Rows(cube, parameters.Slices);
        var around = Around(cube, rows);
        var search = CentreSearch.Of((int)cube.Axes[cube.IndexOf(ScanAxes.X)].Length, parameters.Range);
        var angles = cube.Axes[cube.IndexOf(ScanAxes.Angle)].Length;
        var slice = new Axis("slice", rows.Length) { Coordinates = AxisCoordinates.From([.. rows.Select(static row => (double)row)]), Unit = "1" };
        var method = new Axis("method", CentreSeeker.Methods.Length)
        {
            Coordinates = new LabelCoordinates([.. CentreSeeker.Methods.Select(static known => known.ToString().ToLowerInvariant())]),
        };
        var candidate = new Axis("candidate", search.Candidates) { Coordinates = new RegularCoordinates(search.First, search.Step, search.Candidates), Unit = "pixel" };
        return new Description(
        [
            new CubeInfo("estimates", [slice, method], SampleType.Float64) { Unit = "pixel" },
            new CubeInfo("quality", [slice, method], SampleType.Float64) { Unit = "1" },
            new CubeInfo("metric", [slice, candidate], SampleType.Float64) { Unit = "1" },
        ])
        {
            CoreAxes = ["method"],
            ChunkWish = [1, method.Length],
            Demand = output => [Needed(cube, rows, around, output)],
            Scratch = (_, _) => CentreSeeker.Bytes(angles, search),
            NanosecondsPerSample = NanosecondsPerInput / ((2 * around) + 1),
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new CentreEstimatesKernel(inputs[0], parameters, description);

    /// <summary>The rows of the detector that are looked at.</summary>
    internal static int[] Rows(CubeInfo cube, ImmutableArray<int> wanted)
    {
        var rows = (int)cube.Axes[cube.IndexOf(ScanAxes.Y)].Length;
        if (wanted.IsDefaultOrEmpty)
        {
            var count = Math.Min(3, rows);
            var apart = Math.Max(1, Spread * (rows - 1) / 2);
            return [.. Enumerable.Range(0, count).Select(i => (int)(((rows - 1) / 2.0) + (apart * (i - ((count - 1) / 2.0)))))];
        }

        int[] ordered = [.. wanted.Distinct().Order()];
        return ordered[0] >= 0 && ordered[^1] < rows
            ? ordered
            : throw Refusal.Outside(ScanAxes.Y, ordered[0], ordered[^1] + 1, rows);
    }

    /// <summary>How many rows to either side a slice is the mean of.</summary>
    internal static int Around(CubeInfo cube, int[] rows)
    {
        var apart = (int)cube.Axes[cube.IndexOf(ScanAxes.Y)].Length;
        for (var i = 1; i < rows.Length; i++)
        {
            apart = Math.Min(apart, rows[i] - rows[i - 1]);
        }

        return Math.Min(MostAround, apart / Apart);
    }

    private static void Check(CubeInfo cube)
    {
        if (cube.Rank != 3 || cube.Type is not (SampleType.Float32 or SampleType.Float64))
        {
            throw new RefusalException(
                "wrong-input", $"'{cube.Name}' is {cube.Type.Name()} with {cube.Rank} axes, which is no attenuation(angle, y, x).",
                "Normalise the projections first; the axes must be angle, y and x, the samples float32.");
        }

        var (angles, columns) = (cube.Axes[cube.IndexOf(ScanAxes.Angle)].Length, cube.Axes[cube.IndexOf(ScanAxes.X)].Length);
        _ = cube.IndexOf(ScanAxes.Y);
        _ = ScanAngles.Radians(cube);
        if (angles < 4 || columns < 32)
        {
            throw new RefusalException(
                "scan-too-small", $"'{cube.Name}' has {angles} projections of {columns} columns.",
                "Finding the axis takes at least 4 projections of 32 columns. Say where it is instead: centre=….");
        }
    }

    private static Region? Needed(CubeInfo cube, int[] rows, int around, Region output)
    {
        var y = cube.IndexOf(ScanAxes.Y);
        var first = Math.Max(0, rows[output.Start[0]] - around);
        var last = Math.Min(cube.Axes[y].Length - 1, rows[output.End(0) - 1] + around);
        return cube.Whole.With(y, first, last - first + 1);
    }
}
