using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Goes through the chunks that a region touches, in row-major order, without allocating.</summary>
internal ref struct ChunkWalk
{
    /// <summary>Numbers of room that a walk needs.</summary>
    public const int Room = 6 * BoxCopy.MostAxes;

    private readonly ReadOnlySpan<long> _regionStart;
    private readonly ReadOnlySpan<long> _regionLength;
    private readonly ReadOnlySpan<long> _chunk;
    private readonly Span<long> _at;
    private readonly Span<long> _start;
    private readonly Span<long> _length;

    /// <summary>Stands at the first chunk; the region is not empty.</summary>
    public ChunkWalk(ReadOnlySpan<long> regionStart, ReadOnlySpan<long> regionLength, ReadOnlySpan<long> chunk, Span<long> room)
    {
        var rank = chunk.Length;
        _regionStart = regionStart;
        _regionLength = regionLength;
        _chunk = chunk;
        _at = room[..rank];
        _start = room.Slice(BoxCopy.MostAxes, rank);
        _length = room.Slice(2 * BoxCopy.MostAxes, rank);
        for (var i = 0; i < rank; i++)
        {
            _at[i] = regionStart[i] / chunk[i];
            Cut(i);
        }
    }

    /// <summary>Place of the chunk in the grid.</summary>
    public readonly ReadOnlySpan<long> Place => _at;

    /// <summary>Where the region's part of the chunk begins, within the chunk.</summary>
    public readonly ReadOnlySpan<long> Start => _start;

    /// <summary>Lengths of that part.</summary>
    public readonly ReadOnlySpan<long> Length => _length;

    /// <summary>Goes on; false at the end.</summary>
    public readonly bool Next()
    {
        for (var i = _at.Length - 1; i >= 0; i--)
        {
            if ((++_at[i] * _chunk[i]) < _regionStart[i] + _regionLength[i])
            {
                Cut(i);
                return true;
            }

            _at[i] = _regionStart[i] / _chunk[i];
            Cut(i);
        }

        return false;
    }

    private readonly void Cut(int axis)
    {
        var first = _at[axis] * _chunk[axis];
        _start[axis] = Math.Max(0, _regionStart[axis] - first);
        _length[axis] = Math.Min(_chunk[axis], _regionStart[axis] + _regionLength[axis] - first) - _start[axis];
    }
}
