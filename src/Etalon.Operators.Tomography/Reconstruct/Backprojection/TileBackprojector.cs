using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Adds what some projections' filtered rows say to the pixels of one tile, sixteen slices at a time: places and weights are the same
/// for all sixteen, so they are computed once, a register of pixels at a time, and every update is two loads and three operations.
/// </summary>
/// <remarks>
/// A tile's sums and the parts of rows that it sees stay in the second cache. Measured on one core with AVX-512, filter and all:
/// 10 to 13 G updates/s, an update being one pixel of one slice at one projection.
/// </remarks>
internal sealed unsafe class TileBackprojector(SliceGeometry geometry, LaneRows rows)
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int Edge = 32;

    /// <summary>Projections that are added before a sum is put down.</summary>
    public const int Pack = 4;

    private const int Lanes = LaneRows.Lanes;

    /// <summary>Floats of a tile's sums.</summary>
    public static int Floats => Edge * Edge * Lanes;

    /// <summary>Adds a pack of projections.</summary>
    /// <param name="filtered">The rows of the first of them; the others follow.</param>
    /// <param name="angle">The first projection; those beyond the last have rows of zeros.</param>
    /// <param name="row">The tile's first row.</param>
    /// <param name="column">The tile's first column.</param>
    /// <param name="sums">Of the tile's pixels, sixteen lanes each, <see cref="Edge"/> pixels to a row.</param>
    public void Add(float* filtered, int angle, int row, int column, float* sums)
    {
        var (height, width) = (Math.Min(Edge, geometry.Size - row), Math.Min(Edge, geometry.Size - column));
        var places = stackalloc int[Pack * Edge];
        var parts = stackalloc float[Pack * Edge];
        var starts = stackalloc double[Pack];
        var downs = stackalloc double[Pack];
        var steps = stackalloc float[Pack];
        for (var i = 0; i < Pack; i++)
        {
            var (sine, cosine) = Math.SinCos(geometry.Radians[Math.Min(angle + i, geometry.Angles - 1)]);
            var middle = (geometry.Size - 1) / 2.0;
            starts[i] = rows.Axis + (LaneRows.Oversampling * (((column - middle) * cosine) + ((middle - row) * sine)));
            downs[i] = -LaneRows.Oversampling * sine;
            steps[i] = (float)(LaneRows.Oversampling * cosine);
        }

        for (var y = 0; y < height; y++)
        {
            for (var i = 0; i < Pack; i++)
            {
                Places(starts[i] + (y * downs[i]), steps[i], i * rows.Positions, places + (i * Edge), parts + (i * Edge));
            }

            AddRow(filtered, places, parts, width, sums + (y * Edge * Lanes));
        }
    }

    /// <summary>
    /// Where a row of pixels lies among the samples, as the sample to the left and how far beyond it. The first pixel's place is
    /// computed in double and the others' from there, so that floats are exact to some 1e-6 of a sample however wide a slice is.
    /// </summary>
    private static void Places(double start, float step, int offset, int* places, float* parts)
    {
        var whole = Math.Floor(start);
        var first = Vector512.Create((float)(start - whole));
        var origin = Vector512.Create((int)whole + offset);
        var steps = Vector512.Create(step);
        var pixels = Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        for (var i = 0; i < Edge; i += Lanes)
        {
            var place = Vector512.FusedMultiplyAdd(pixels, steps, first);
            var left = Vector512.Floor(place);
            (Vector512.ConvertToInt32Native(left) + origin).Store(places + i);
            (place - left).Store(parts + i);
            pixels += Vector512.Create((float)Lanes);
        }
    }

    private static void AddRow(float* filtered, int* places, float* parts, int width, float* sums)
    {
        for (var x = 0; x < width; x++)
        {
            var first = Of(filtered, places[x], parts[x]);
            var second = Of(filtered, places[x + Edge], parts[x + Edge]);
            var third = Of(filtered, places[x + (2 * Edge)], parts[x + (2 * Edge)]);
            var fourth = Of(filtered, places[x + (3 * Edge)], parts[x + (3 * Edge)]);
            var sum = sums + (x * Lanes);
            (Vector512.Load(sum) + ((first + second) + (third + fourth))).Store(sum);
        }
    }

    private static Vector512<float> Of(float* filtered, int place, float part)
    {
        var left = filtered + ((nint)place * Lanes);
        var value = Vector512.Load(left);
        return Vector512.FusedMultiplyAdd(Vector512.Create(part), Vector512.Load(left + Lanes) - value, value);
    }
}
