using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// The scan as a matrix A of strip weights, applied to sixteen slices at a time, and its transpose: both take every weight from the
/// same place, one to scatter a pixel into three bins, the other to gather it from them. Lengths are in pixels.
/// </summary>
/// <remarks>
/// Images are size x size pixels, rows bins, each of sixteen lanes that never meet. Sums run over tiles, and within over projections and
/// pixels, in one order, so a lane's bits are always the same. A pack of four projections is worked on at a time, so that a bin
/// is not waited for before the next pixel adds to it. Measured on one core with AVX-512, in pixels times projections times slices:
/// 7.6 G/s forward, 9.8 G/s back.
/// </remarks>
internal sealed unsafe class LaneProjector
{
    /// <summary>Projections of a batch, which are all projected or backprojected before a tile is left.</summary>
    public const int Batch = 16;

    private const int Edge = 32;
    private const int Pack = 4;
    private const int Lanes = LaneRows.Lanes;
    private const int Margin = 3;

    private readonly SliceGeometry _geometry;
    private readonly StripWeights[] _shadows;
    private readonly (double Sine, double Cosine)[] _directions;

    /// <summary>Where bin 0 lies, in pixels from the axis.</summary>
    private readonly double _first;

    /// <summary>Ready for a scan with its axis of rotation at a column.</summary>
    public LaneProjector(SliceGeometry geometry, double axis)
    {
        _geometry = geometry;
        _shadows = [.. geometry.Radians.Select(static angle => new StripWeights(angle))];
        _directions = [.. geometry.Radians.Select(static angle => Math.SinCos(angle))];
        var firstColumn = (int)Math.Floor(axis) - Reach(geometry.Size);
        Bins = BinsOf(geometry.Size);
        _first = firstColumn - axis;
        FirstSeen = Math.Clamp(-firstColumn, 0, Bins);
        Column = firstColumn + FirstSeen;
        Seen = Math.Clamp(Math.Min(Bins - FirstSeen, geometry.Columns - Column), 0, geometry.Columns);
    }

    /// <summary>Bins of a row: all that any pixel's shadow may meet, measured or not.</summary>
    public int Bins { get; }

    /// <summary>The first bin that the detector has.</summary>
    public int FirstSeen { get; }

    /// <summary>Bins that the detector has.</summary>
    public int Seen { get; }

    /// <summary>The detector's column at <see cref="FirstSeen"/>.</summary>
    public int Column { get; }

    /// <summary>Floats of an image.</summary>
    public long ImageFloats => (long)_geometry.Size * _geometry.Size * Lanes;

    /// <summary>Floats of one projection's row.</summary>
    public int RowFloats => Bins * Lanes;

    /// <summary>Floats of a batch's rows.</summary>
    public static long BatchFloats(int size) => (long)BinsOf(size) * Lanes * Batch;

    /// <summary>Makes the rows of some projections of an image.</summary>
    public void Forward(float* image, int angle, int count, float* rows)
    {
        NativeMemory.Clear(rows, (nuint)BatchFloats(_geometry.Size) * sizeof(float));
        for (var row = 0; row < _geometry.Size; row += Edge)
        {
            for (var column = 0; column < _geometry.Size; column += Edge)
            {
                for (var i = 0; i < count; i += Pack)
                {
                    Tile<ScatterRow>(image, angle, i, count, row, column, rows);
                }
            }
        }
    }

    /// <summary>Adds to an image what the rows of some projections say.</summary>
    public void Back(float* rows, int angle, int count, float* image)
    {
        // Projections that fill up the last pack say nothing.
        NativeMemory.Clear(rows + ((long)count * RowFloats), (nuint)((Batch - count) * (long)RowFloats) * sizeof(float));
        for (var row = 0; row < _geometry.Size; row += Edge)
        {
            for (var column = 0; column < _geometry.Size; column += Edge)
            {
                for (var i = 0; i < count; i += Pack)
                {
                    Tile<GatherRow>(image, angle, i, count, row, column, rows);
                }
            }
        }
    }

    private static int Reach(int size) => (int)Math.Ceiling((size - 1) * Math.Sqrt(0.5)) + Margin;

    private static int BinsOf(int size) => (2 * Reach(size)) + 1 + Margin;

    private void Tile<TRow>(float* image, int angle, int from, int count, int row, int column, float* rows)
        where TRow : struct, IStripRow
    {
        var size = _geometry.Size;
        var (height, width) = (Math.Min(Edge, size - row), Math.Min(Edge, size - column));
        var places = stackalloc int[Pack * Edge];
        var weights = stackalloc float[Pack * Edge * 3];
        var middle = (size - 1) / 2.0;
        for (var y = row; y < row + height; y++)
        {
            for (var i = 0; i < Pack; i++)
            {
                var at = angle + Math.Min(from + i, count - 1);
                var (sine, cosine) = _directions[at];
                var start = ((column - middle) * cosine) + ((middle - y) * sine) - _first;
                Places(start, (float)cosine, _shadows[at], (from + i) * Bins, places + (i * Edge), weights + (i * Edge * 3));
            }

            TRow.Run(image + ((((long)y * size) + column) * Lanes), rows, places, weights, width);
        }
    }

    /// <summary>The bins left of the nearest one, and the weights of three, for a tile's row of pixels.</summary>
    private static void Places(double start, float step, StripWeights shadow, int offset, int* places, float* weights)
    {
        var whole = Math.Floor(start);
        var first = Vector512.Create((float)(start - whole));
        var origin = Vector512.Create((int)whole + offset - 1);
        var half = Vector512.Create(0.5f);
        var pixels = Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        for (var i = 0; i < Edge; i += Lanes)
        {
            var place = Vector512.FusedMultiplyAdd(pixels, Vector512.Create(step), first);
            var nearest = Vector512.Floor(place + half);
            var beyond = place - nearest;
            var left = shadow.LeftOf(-half - beyond);
            var right = shadow.LeftOf(beyond - half);
            (Vector512.ConvertToInt32Native(nearest) + origin).Store(places + i);
            left.Store(weights + i);
            (Vector512<float>.One - left - right).Store(weights + Edge + i);
            right.Store(weights + (2 * Edge) + i);
            pixels += Vector512.Create((float)Lanes);
        }
    }

    /// <summary>What is done with a tile's row of pixels and four projections.</summary>
    private interface IStripRow
    {
        static abstract void Run(float* pixels, float* rows, int* places, float* weights, int width);
    }

    /// <summary>Pixels into bins.</summary>
    private readonly struct ScatterRow : IStripRow
    {
        public static void Run(float* pixels, float* rows, int* places, float* weights, int width)
        {
            for (var x = 0; x < width; x++)
            {
                var pixel = Vector512.Load(pixels + (x * Lanes));
                Add(rows, places[x], weights + x, pixel);
                Add(rows, places[x + Edge], weights + x + (3 * Edge), pixel);
                Add(rows, places[x + (2 * Edge)], weights + x + (6 * Edge), pixel);
                Add(rows, places[x + (3 * Edge)], weights + x + (9 * Edge), pixel);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(float* rows, int place, float* weight, Vector512<float> pixel)
        {
            var bins = rows + ((nint)place * Lanes);
            var left = Vector512.FusedMultiplyAdd(Vector512.Create(weight[0]), pixel, Vector512.Load(bins));
            var middle = Vector512.FusedMultiplyAdd(Vector512.Create(weight[Edge]), pixel, Vector512.Load(bins + Lanes));
            var right = Vector512.FusedMultiplyAdd(Vector512.Create(weight[2 * Edge]), pixel, Vector512.Load(bins + (2 * Lanes)));
            left.Store(bins);
            middle.Store(bins + Lanes);
            right.Store(bins + (2 * Lanes));
        }
    }

    /// <summary>Bins into pixels.</summary>
    private readonly struct GatherRow : IStripRow
    {
        public static void Run(float* pixels, float* rows, int* places, float* weights, int width)
        {
            for (var x = 0; x < width; x++)
            {
                var first = Of(rows, places[x], weights + x);
                var second = Of(rows, places[x + Edge], weights + x + (3 * Edge));
                var third = Of(rows, places[x + (2 * Edge)], weights + x + (6 * Edge));
                var fourth = Of(rows, places[x + (3 * Edge)], weights + x + (9 * Edge));
                var pixel = pixels + (x * Lanes);
                (Vector512.Load(pixel) + ((first + second) + (third + fourth))).Store(pixel);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<float> Of(float* rows, int place, float* weight)
        {
            var bins = rows + ((nint)place * Lanes);
            var sum = Vector512.Create(weight[0]) * Vector512.Load(bins);
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(weight[Edge]), Vector512.Load(bins + Lanes), sum);
            return Vector512.FusedMultiplyAdd(Vector512.Create(weight[2 * Edge]), Vector512.Load(bins + (2 * Lanes)), sum);
        }
    }
}
