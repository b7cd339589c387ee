using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>A sinogram with its columns contiguous, one after the other, and nothing missing: gaps are bridged and remembered.</summary>
/// <remarks>
/// Columns are padded to whole registers, and by one more, so that neighbours do not fall into the same set of a cache. A gap is bridged
/// linearly along the angle; a column without samples takes those of its nearest neighbours, linearly across.
/// </remarks>
internal sealed unsafe class SinogramColumns : IDisposable
{
    private const int Lanes = 16;

    private readonly NativeBuffer _samples;
    private readonly int[] _present;
    private readonly bool[] _isRemade;

    /// <summary>Room for sinograms of a size.</summary>
    public SinogramColumns(int angles, int columns)
    {
        (Angles, Columns, Pitch) = (angles, columns, PitchOf(angles));
        _samples = new NativeBuffer(PitchOf(angles) * columns * sizeof(float));
        _present = new int[columns];
        _isRemade = new bool[columns];
    }

    /// <summary>Samples of a column.</summary>
    public int Angles { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Floats from one column to the next.</summary>
    public long Pitch { get; }

    /// <summary>The first column; what pads columns is finite.</summary>
    public float* Samples => (float*)_samples.Pointer;

    /// <summary>How many samples of each column were there.</summary>
    public ReadOnlySpan<int> Present => _present;

    /// <summary>Whether any sample was missing.</summary>
    public bool HasGaps { get; private set; }

    /// <summary>Floats from one column to the next.</summary>
    public static long PitchOf(long angles) => ((angles + Lanes - 1) & -Lanes) + Lanes;

    /// <summary>Bytes held.</summary>
    public static long Bytes(long angles, long columns) => (PitchOf(angles) * columns * sizeof(float)) + (columns * (sizeof(int) + sizeof(bool)));

    /// <summary>A column.</summary>
    public float* Column(int column) => Samples + (column * Pitch);

    /// <summary>Takes a sinogram; false if it has no sample at all.</summary>
    public bool Load(float* source, long angleStride, long columnStride)
    {
        BoxCopy.Run(
            (byte*)source, [columnStride * sizeof(float), angleStride * sizeof(float)],
            (byte*)Samples, [Pitch * sizeof(float), sizeof(float)], [Columns, Angles], sizeof(float));
        HasGaps = false;
        Array.Clear(_isRemade);
        var any = false;
        for (var column = 0; column < Columns; column++)
        {
            var samples = Column(column);
            new Span<float>(samples + Angles, (int)(Pitch - Angles)).Clear();
            _present[column] = IsFinite(samples) ? Angles : GapLine.Bridge(samples, Angles);
            any |= _present[column] > 0;
            HasGaps |= _present[column] < Angles;
        }

        if (HasGaps && any)
        {
            BridgeColumns();
        }

        return any;
    }

    /// <summary>Says that what is in a column now was not measured there, and that none of it is missing.</summary>
    public void Remake(int column) => _isRemade[column] = true;

    /// <summary>Gives the sinogram back. What was missing in the source is missing again, but for columns that were made anew.</summary>
    public void Store(float* source, float* target, long angleStride, long columnStride)
    {
        BoxCopy.Run(
            (byte*)Samples, [Pitch * sizeof(float), sizeof(float)],
            (byte*)target, [columnStride * sizeof(float), angleStride * sizeof(float)], [Columns, Angles], sizeof(float));
        for (var column = 0; column < Columns && HasGaps; column++)
        {
            if (_present[column] == Angles || _isRemade[column])
            {
                continue;
            }

            for (var angle = 0; angle < Angles; angle++)
            {
                var at = (angle * angleStride) + (column * columnStride);
                target[at] = float.IsFinite(source[at]) ? target[at] : source[at];
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _samples.Dispose();

    /// <summary>A finite sample times zero is zero, any other NaN.</summary>
    private bool IsFinite(float* samples)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0L; i < Pitch; i += Lanes)
        {
            sum += Vector512.Load(samples + i) * Vector512<float>.Zero;
        }

        return Vector512.EqualsAll(sum, Vector512<float>.Zero);
    }

    private void BridgeColumns()
    {
        var left = -1;
        for (var column = 0; column <= Columns; column++)
        {
            if (column < Columns && _present[column] == 0)
            {
                continue;
            }

            if (column - left > 1)
            {
                Interpolate(left, column);
            }

            left = column;
        }
    }

    /// <summary>Draws straight lines between two columns for all those between them; beyond an end the one that exists is repeated.</summary>
    public void Interpolate(int left, int right)
    {
        var (from, to) = (left < 0 ? right : left, right >= Columns ? left : right);
        for (var column = left + 1; column < right; column++)
        {
            var share = Vector512.Create(from == to ? 0f : (float)(column - from) / (to - from));
            var a = Column(from);
            var b = Column(to);
            var result = Column(column);
            for (var i = 0L; i < Pitch; i += Lanes)
            {
                var first = Vector512.Load(a + i);
                (first + ((Vector512.Load(b + i) - first) * share)).Store(result + i);
            }
        }
    }
}
