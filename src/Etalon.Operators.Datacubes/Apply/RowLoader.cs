using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Finds the rows of a block: where they lie, or a copy of them if their elements lie apart.</summary>
internal sealed unsafe class RowLoader
{
    private readonly ApplyAxes _axes;
    private readonly int _sampleBytes;
    private readonly long[] _lengths;
    private readonly long[] _sources;
    private readonly long[] _targets;
    private Block _block;
    private bool _isDirect;

    /// <summary>Ready for blocks of a cube.</summary>
    public RowLoader(ApplyAxes axes, int sampleBytes)
    {
        _axes = axes;
        _sampleBytes = sampleBytes;
        _lengths = new long[axes.Array.Length + 1];
        _sources = new long[_lengths.Length];
        _targets = new long[_lengths.Length];
    }

    /// <summary>Rows that lie evenly apart, from any row whose number is a multiple of this.</summary>
    public int Even { get; private set; }

    /// <summary>Takes a block.</summary>
    public void Take(Block block)
    {
        _block = block;
        Span<long> strides = stackalloc long[block.Region.Rank];
        BoxCopy.Strides(block.Region.Length.AsSpan(), _sampleBytes, strides);
        for (var i = 0; i < _axes.Array.Length; i++)
        {
            _lengths[i + 1] = block.Region.Length[_axes.Array[i]];
            _sources[i + 1] = strides[_axes.Array[i]];
        }

        BoxCopy.Strides(_lengths.AsSpan(1), _sampleBytes, _targets.AsSpan(1));
        _targets[0] = (long)_axes.Length * _sampleBytes;
        _isDirect = true;
        for (var i = 1; i < _lengths.Length; i++)
        {
            _isDirect &= _sources[i] == _targets[i] || _lengths[i] == 1;
        }

        Evenness(block.Region, strides);
    }

    /// <summary>Some rows; they must not cross a multiple of <see cref="Even"/>.</summary>
    public Rows Load(long first, int count, byte* room)
    {
        var from = _block.Pointer + Offset(first);
        if (_isDirect)
        {
            return new Rows((nint)from, _sources[0], count, _axes.Length);
        }

        _lengths[0] = count;
        BoxCopy.Run(from, _sources, room, _targets, _lengths, _sampleBytes);
        return new Rows((nint)room, _targets[0], count, _axes.Length);
    }

    /// <summary>The numbers of some rows in the whole cube.</summary>
    public void Number(long first, Span<long> numbers)
    {
        var (region, shape) = (_block.Region, _block.Cube.Shape);
        for (var i = 0; i < numbers.Length; i++)
        {
            var (rest, number, stride) = (first + i, 0L, 1L);
            for (var at = _axes.Rows.Length - 1; at >= 0; at--)
            {
                var axis = _axes.Rows[at];
                number += (region.Start[axis] + (rest % region.Length[axis])) * stride;
                rest /= region.Length[axis];
                stride *= shape[axis];
            }

            numbers[i] = number;
        }
    }

    /// <summary>How many rows follow one another at the same distance, and that distance.</summary>
    private void Evenness(in Region region, ReadOnlySpan<long> strides)
    {
        var even = 1L;
        _sources[0] = 0;
        for (var i = _axes.Rows.Length - 1; i >= 0; i--)
        {
            var length = region.Length[_axes.Rows[i]];
            if (length == 1)
            {
                continue;
            }

            if (even == 1)
            {
                _sources[0] = strides[_axes.Rows[i]];
            }
            else if (strides[_axes.Rows[i]] != even * _sources[0])
            {
                break;
            }

            even *= length;
        }

        Even = (int)Math.Min(even, int.MaxValue);
    }

    private long Offset(long row)
    {
        var offset = 0L;
        for (var i = _axes.Rows.Length - 1; i >= 0; i--)
        {
            var length = _block.Region.Length[_axes.Rows[i]];
            var stride = (long)_sampleBytes;
            for (var axis = _axes.Rows[i] + 1; axis < _block.Region.Rank; axis++)
            {
                stride *= _block.Region.Length[axis];
            }

            offset += row % length * stride;
            row /= length;
        }

        return offset;
    }
}
