using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>One row of the detector, or the mean of a few, over all angles, in order of angle, with nothing missing; one instance serves one thread.</summary>
internal sealed unsafe class SliceSinogram(TurnAngles angles, int columns) : IProjections, IDisposable
{
    /// <summary>Edges below this part of the largest sample are empty.</summary>
    private const double EmptyEdge = 0.03;

    private readonly int[] _seen = new int[columns];
    private float* _samples = (float*)NativeMemory.AlignedAlloc((nuint)angles.Order.Length * (nuint)columns * sizeof(float), 64);

    /// <summary>Projections.</summary>
    public int Rows => angles.Order.Length;

    /// <summary>Samples of a projection.</summary>
    public int Columns => columns;

    /// <summary>The angles of the rows.</summary>
    public TurnAngles Angles => angles;

    /// <summary>Whether there is nothing to see: no sample, or all the same.</summary>
    public bool IsBlank { get; private set; }

    /// <summary>Whether the sample reaches out of the field of view: the edges are not empty.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>A projection.</summary>
    public float* this[int row] => _samples + ((long)row * columns);

    /// <summary>Bytes held.</summary>
    public static long Bytes(long rows, long columns) => (rows + 1) * columns * sizeof(float);

    /// <summary>Takes the mean of some rows of the detector out of a block.</summary>
    /// <param name="block">Any part of the scan that has all angles and columns.</param>
    /// <param name="from">The first row, counted in the scan.</param>
    /// <param name="to">The row after the last.</param>
    /// <param name="logarithm">Whether the samples are transmission.</param>
    public void Load(Block block, long from, long to, bool logarithm)
    {
        var (angle, y, x) = (block.Cube.IndexOf(ScanAxes.Angle), block.Cube.IndexOf(ScanAxes.Y), block.Cube.IndexOf(ScanAxes.X));
        var strides = stackalloc long[3];
        var stride = 1L;
        for (var axis = 2; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= block.Region.Length[axis];
        }

        for (var row = 0; row < Rows; row++)
        {
            var line = this[row];
            new Span<float>(line, columns).Clear();
            Array.Clear(_seen);
            for (var detector = from; detector < to; detector++)
            {
                var at = ((detector - block.Region.Start[y]) * strides[y]) + (angles.Order[row] * strides[angle]);
                Add(block, at, strides[x], logarithm, line);
            }

            for (var column = 0; column < columns; column++)
            {
                line[column] = _seen[column] == 0 ? float.NaN : line[column] / _seen[column];
            }
        }

        Fill();
    }

    /// <summary>A projection between two rows.</summary>
    public void At(AnglePlace place, float* to)
    {
        var first = this[place.Row];
        var next = this[place.Row + 1];
        for (var column = 0; column < columns; column++)
        {
            to[column] = place.Share switch
            {
                0 => first[column],
                1 => next[column],
                _ => first[column] + (place.Share * (next[column] - first[column])),
            };
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        NativeMemory.AlignedFree(_samples);
        _samples = null;
    }

    /// <summary>Adds one row of one projection, but for what is missing.</summary>
    private void Add(Block block, long at, long stride, bool logarithm, float* line)
    {
        var wide = block.Cube.Type == Cubes.SampleType.Float64;
        for (var column = 0; column < columns; column++, at += stride)
        {
            var sample = wide ? (float)((double*)block.Pointer)[at] : ((float*)block.Pointer)[at];
            if (float.IsFinite(sample))
            {
                line[column] += logarithm ? -MathF.Log(Math.Max(sample, 1e-6f)) : sample;
                _seen[column]++;
            }
        }
    }

    /// <summary>Bridges what is missing along the row; a row without anything becomes the one before.</summary>
    private void Fill()
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var row = 0; row < Rows; row++)
        {
            var line = this[row];
            var last = -1;
            for (var column = 0; column < columns; column++)
            {
                if (!float.IsFinite(line[column]))
                {
                    continue;
                }

                (least, most) = (Math.Min(least, line[column]), Math.Max(most, line[column]));
                Bridge(line, last, column);
                last = column;
            }

            Finish(row, line, last);
        }

        IsBlank = !(most > least);
        IsTruncated = Edges() > EmptyEdge * most;
    }

    /// <summary>The mean of the outermost columns.</summary>
    private double Edges()
    {
        var sum = 0.0;
        for (var row = 0; row < Rows; row++)
        {
            sum += this[row][0] + this[row][1] + this[row][columns - 2] + this[row][columns - 1];
        }

        return sum / (4 * Rows);
    }

    private static void Bridge(float* line, int last, int column)
    {
        for (var gap = last + 1; gap < column; gap++)
        {
            line[gap] = last < 0 ? line[column] : line[last] + ((line[column] - line[last]) * (gap - last) / (column - last));
        }
    }

    private void Finish(int row, float* line, int last)
    {
        for (var column = last + 1; column < columns; column++)
        {
            line[column] = last >= 0 ? line[last] : row > 0 ? this[row - 1][column] : 0;
        }
    }
}
