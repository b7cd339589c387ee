using Etalon.Cubes;
using Etalon.Operators.Datacubes.Tests;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>
/// A large disc (radius 0.40 of the width, around the axis of rotation) with a small denser one inside, and its projections by the
/// closed form, averaged over pixels, in double. Shares nothing with the product.
/// </summary>
/// <remarks>
/// u to the right, v up, both from the axis of rotation; column x sees s = (x - centre) pixels = u cos + v sin. Lengths are in pixels.
/// <c>shiftRight</c> and <c>shiftUp</c> move both discs; <c>size</c> is the width that radii are fractions of, where the detector is
/// narrower or wider than the object asks for.
/// </remarks>
internal static class TwoDiscs
{
    /// <summary>Linear attenuation of the large disc, in slice 0.</summary>
    public const double RingPerCentimetre = 1;

    /// <summary>Linear attenuation of the small disc, in slice 0.</summary>
    public const double CorePerCentimetre = 2;

    private const double LargeRadius = 0.40;
    private const double SmallRadius = 0.12;
    private const double SmallRight = 0.16;
    private const double SmallUp = 0.10;

    /// <summary>Slices differ, so that none can be taken for another: every number of slice k is this times that of slice 0.</summary>
    public static double Factor(int slice) => 1 + (slice / 8.0);

    /// <summary>Angles evenly spaced over a range, its end not included.</summary>
    public static double[] Even(int count, double range = 180) => [.. Enumerable.Range(0, count).Select(i => i * range / count)];

    /// <summary>The axes of a scan: angles in degrees, rows and columns in micrometres.</summary>
    public static CubeInfo Info(string name, double[] degrees, int rows, int columns, double pixelMicrometres) => new(
        name,
        [
            new Axis("angle", degrees.Length) { Unit = "degree", Coordinates = AxisCoordinates.From(degrees) },
            new Axis("y", rows) { Unit = "um", Coordinates = new RegularCoordinates(0, pixelMicrometres, rows) },
            new Axis("x", columns) { Unit = "um", Coordinates = new RegularCoordinates(0, pixelMicrometres, columns) },
        ],
        SampleType.Float32)
    {
        Unit = "1",
    };

    /// <summary>Line integrals of attenuation: <c>attenuation(angle,y,x)</c>, float32.</summary>
    public static MemoryCube Attenuation(
        int columns, double[] degrees, double centre, double pixelMicrometres = 10, int slices = 1, double shiftRight = 0, double shiftUp = 0, double size = 0)
    {
        var width = size > 0 ? size : columns;
        var samples = new float[degrees.Length * slices * columns];
        for (var i = 0; i < degrees.Length; i++)
        {
            var row = Row(columns, degrees[i], centre, width, pixelMicrometres, shiftRight, shiftUp);
            for (var slice = 0; slice < slices; slice++)
            {
                for (var x = 0; x < columns; x++)
                {
                    samples[(((i * slices) + slice) * columns) + x] = (float)(row[x] * Factor(slice));
                }
            }
        }

        return MemoryCube.Of<float>(Info("attenuation", degrees, slices, columns, pixelMicrometres), samples);
    }

    /// <summary>One row of a projection of slice 0, without unit.</summary>
    public static double[] Row(
        int columns, double degrees, double centre, double size, double pixelMicrometres = 10, double shiftRight = 0, double shiftUp = 0)
    {
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var large = (shiftRight * cosine) + (shiftUp * sine);
        var small = large + (size * ((SmallRight * cosine) + (SmallUp * sine)));
        var centimetres = pixelMicrometres * 1e-4;
        var row = new double[columns];
        for (var x = 0; x < columns; x++)
        {
            var s = x - centre;
            row[x] = centimetres * ((RingPerCentimetre * Chord(s - large, LargeRadius * size))
                + ((CorePerCentimetre - RingPerCentimetre) * Chord(s - small, SmallRadius * size)));
        }

        return row;
    }

    /// <summary>
    /// The slice that should come out, in 1/cm, averaged over pixels (16 x 16 points where an edge runs through); the axis of rotation
    /// is at the middle, (size - 1) / 2, and row 0 is the top.
    /// </summary>
    public static double[,] Truth(int rows, double shiftRight = 0, double shiftUp = 0, double size = 0)
    {
        var width = size > 0 ? size : rows;
        var slice = new double[rows, rows];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < rows; column++)
            {
                var (u, v) = Place(row, column, rows, shiftRight, shiftUp);
                var (large, small) = Distances(u, v, width);
                slice[row, column] = Math.Abs(large) > 1 && Math.Abs(small) > 1
                    ? Density(large, small)
                    : Averaged(u, v, width);
            }
        }

        return slice;
    }

    /// <summary>Means of a reconstructed slice over the parts of the phantom, <paramref name="margin"/> pixels away from any edge.</summary>
    public static TwoDiscMeans Means(
        ReadOnlySpan<float> slice, int rows, double margin = 4, double shiftRight = 0, double shiftUp = 0, double size = 0)
    {
        var width = size > 0 ? size : rows;
        List<double> ring = [], core = [], outside = [];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < rows; column++)
            {
                var (u, v) = Place(row, column, rows, shiftRight, shiftUp);
                var (large, small) = Distances(u, v, width);
                var seen = Math.Sqrt(((u + shiftRight) * (u + shiftRight)) + ((v + shiftUp) * (v + shiftUp))) < (rows / 2.0) - margin;
                var part = (large, small) switch
                {
                    _ when small < -margin => core,
                    _ when small > margin && large < -margin => ring,
                    _ when large > margin && seen => outside,
                    _ => null,
                };
                part?.Add(slice[(row * rows) + column]);
            }
        }

        return new TwoDiscMeans(Of(ring), Of(core), Of(outside));
    }

    private static RegionMean Of(List<double> samples)
    {
        if (samples.Count == 0)
        {
            return new RegionMean(double.NaN, double.NaN, 0);
        }

        var mean = samples.Average();
        return new RegionMean(mean, Math.Sqrt(samples.Average(sample => (sample - mean) * (sample - mean))), samples.Count);
    }

    /// <summary>The mean length, over one pixel around s, of a disc's chords.</summary>
    private static double Chord(double s, double radius) => Area(s + 0.5, radius) - Area(s - 0.5, radius);

    /// <summary>The area of a disc to the left of s.</summary>
    private static double Area(double s, double radius)
    {
        var t = Math.Clamp(s, -radius, radius);
        return (t * Math.Sqrt(Math.Max(0, (radius * radius) - (t * t)))) + (radius * radius * Math.Asin(t / radius));
    }

    /// <summary>A pixel's middle, seen from the middle of the large disc.</summary>
    private static (double U, double V) Place(int row, int column, int rows, double shiftRight, double shiftUp)
    {
        var middle = (rows - 1) / 2.0;
        return (column - middle - shiftRight, middle - row - shiftUp);
    }

    /// <summary>How far outside either disc's edge.</summary>
    private static (double Large, double Small) Distances(double u, double v, double width)
    {
        var (right, up) = (u - (SmallRight * width), v - (SmallUp * width));
        return (Math.Sqrt((u * u) + (v * v)) - (LargeRadius * width), Math.Sqrt((right * right) + (up * up)) - (SmallRadius * width));
    }

    private static double Density(double large, double small) =>
        small < 0 ? CorePerCentimetre : large < 0 ? RingPerCentimetre : 0;

    private static double Averaged(double u, double v, double width)
    {
        const int points = 16;
        var sum = 0.0;
        for (var i = 0; i < points * points; i++)
        {
            var (large, small) = Distances(u + (((i % points) + 0.5) / points) - 0.5, v + (((i / points) + 0.5) / points) - 0.5, width);
            sum += Density(large, small);
        }

        return sum / (points * points);
    }
}
