using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>One row of the detector over all angles, in order of angle, with nothing missing; one instance serves one thread.</summary>
internal sealed unsafe class SliceSinogram(TurnAngles angles, int columns) : IProjections, IDisposable
{
    /// <summary>Edges below this part of the largest sample are empty.</summary>
    private const double EmptyEdge = 0.03;

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
    public static long Bytes(long rows, long columns) => rows * columns * sizeof(float);

    /// <summary>Takes one row of the detector out of a block.</summary>
    /// <param name="block">Any part of the scan that has all angles and columns.</param>
    /// <param name="detectorRow">The row, counted in the scan.</param>
    /// <param name="logarithm">Whether the samples are transmission.</param>
    public void Load(Block block, long detectorRow, bool logarithm)
    {
        var (angle, y, x) = (block.Cube.IndexOf(ScanAxes.Angle), block.Cube.IndexOf(ScanAxes.Y), block.Cube.IndexOf(ScanAxes.X));
        var strides = stackalloc long[3];
        var stride = 1L;
        for (var axis = 2; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= block.Region.Length[axis];
        }

        var start = (detectorRow - block.Region.Start[y]) * strides[y];
        var wide = block.Cube.Type == Cubes.SampleType.Float64;
        for (var row = 0; row < Rows; row++)
        {
            var at = start + (angles.Order[row] * strides[angle]);
            var to = this[row];
            for (var column = 0; column < columns; column++, at += strides[x])
            {
                to[column] = wide ? (float)((double*)block.Pointer)[at] : ((float*)block.Pointer)[at];
            }
        }

        if (logarithm)
        {
            Logarithm();
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

    private void Logarithm()
    {
        for (var i = 0L; i < (long)Rows * columns; i++)
        {
            // False for NaN, which stays.
            _samples[i] = -MathF.Log(_samples[i] < 1e-6f ? 1e-6f : _samples[i]);
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
