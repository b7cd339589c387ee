using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>
/// Scans of the two discs at the size that exactness is promised for: slices of 1024 rows and columns from 1024 projections. The object is
/// off the axis in some, and the axis off the middle in others; in slice 1 the axis is in the middle.
/// </summary>
/// <param name="Attenuation">What is reconstructed.</param>
/// <param name="Centres">The axis of every slice.</param>
/// <param name="Right">How far the discs of every slice are moved.</param>
/// <param name="Up">How far up.</param>
internal sealed record FullSizeScan(MemoryCube Attenuation, double[] Centres, double[] Right, double[] Up)
{
    /// <summary>Columns, rows of a slice, and projections.</summary>
    public const int Size = 1024;

    /// <summary>What radii are fractions of: objects off the axis stay in the circle that all projections see.</summary>
    public const double Width = 960;

    /// <summary>The scan of a name.</summary>
    public static FullSizeScan Of(string name, int columnsMore = 0)
    {
        var columns = Size + columnsMore;
        var middle = (columns - 1) / 2.0;
        return name switch
        {
            // Middle, off the axis, axis between pixels, both.
            "half turn" => Slices(TwoDiscs.Even(Size), columns, [middle, middle, middle - 2.37, middle + 5.82], [0, 21.4, 0, -17.3], [0, -12.9, 0, 15.6]),
            "uneven angles" => Slices(Uneven(), columns, [middle + 0.31, middle], [0, 21.4], [0, -12.9]),
            "whole turn" => Slices(TwoDiscs.Even(Size, 360), columns, [middle - 2.37, middle], [0, 21.4], [0, -12.9]),
            "half acquisition" => Stitched(columns),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    /// <summary>The slices, 1024 rows and columns each.</summary>
    public float[][] Reconstructed(ReconstructionMethod method)
    {
        var centres = MemoryCube.Of<double>(new CubeInfo("centre", [new Axis("y", Centres.Length)], SampleType.Float64), Centres);
        var slices = Centres.Length;
        var columns = Attenuation.Info.Shape[2];
        var size = columns % 2 == 0 ? Size : Size + 1;
        var volume = Harness.Run(
            new Reconstruct(), new Reconstruct.Parameters(method, Size: size), ("attenuation", Attenuation), ("centre", centres))[0].As<float>();
        var all = new float[slices][];
        for (var slice = 0; slice < slices; slice++)
        {
            all[slice] = volume.Slice(slice * size * size, size * size).ToArray();
        }

        return all;
    }

    /// <summary>Angles 0.09 to 0.26 degrees apart, in no order.</summary>
    private static double[] Uneven()
    {
        var random = new Random(5);
        var at = 0.0;
        double[] steps = [.. Enumerable.Range(0, Size).Select(_ => at += 0.5 + random.NextDouble())];
        double[] degrees = [.. steps.Select(step => step / at * 180)];
        random.Shuffle(degrees);
        return degrees;
    }

    private static FullSizeScan Slices(double[] degrees, int columns, double[] centres, double[] right, double[] up)
    {
        var samples = new float[degrees.Length * centres.Length * columns];
        Parallel.For(0, degrees.Length * centres.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var slice = i % centres.Length;
            var row = TwoDiscs.Row(columns, degrees[i / centres.Length], centres[slice], Width, shiftRight: right[slice], shiftUp: up[slice]);
            for (var x = 0; x < columns; x++)
            {
                samples[(i * columns) + x] = (float)row[x];
            }
        });
        return new FullSizeScan(MemoryCube.Of<float>(TwoDiscs.Info("attenuation", degrees, centres.Length, columns, 10), samples), centres, right, up);
    }

    /// <summary>A detector that sees a little more than half of the object, turned once around and stitched.</summary>
    private static FullSizeScan Stitched(int columns)
    {
        const int seen = 600;
        const double axis = 87.3;
        var scan = Slices(TwoDiscs.Even(2 * Size, 360), seen, [axis, axis], [0, 21.4], [0, -12.9]);
        var stitched = Harness.Run(new Stitch360(), new Stitch360.Parameters(axis, columns), ("attenuation", scan.Attenuation))[0];
        var middle = (columns - 1) / 2.0;
        return scan with { Attenuation = stitched, Centres = [middle, middle] };
    }
}
