namespace Etalon.Engine;

/// <summary>Hands out tiles to the threads of a process: everyone goes through a stretch of its own, and helps the others at the end.</summary>
/// <remarks>
/// Neighbouring tiles lie in the same shard, and the system lets one thread at a time write into a file: with two threads that took
/// the next tile in turn, an eighth of their time went by waiting for that. Thread-safe.
/// </remarks>
internal sealed class TileShares
{
    private readonly Lock _gate = new();
    private readonly int[] _next;
    private readonly int[] _end;

    /// <summary>So many tiles in stretches that differ by one at most.</summary>
    public TileShares(int tiles, int workers)
    {
        _next = new int[workers];
        _end = new int[workers];
        for (var i = 0; i < workers; i++)
        {
            _next[i] = (int)((long)tiles * i / workers);
            _end[i] = (int)((long)tiles * (i + 1) / workers);
        }
    }

    /// <summary>The next tile for a worker; the last one of whoever has most left when its own are done; -1 when all are taken.</summary>
    public int Take(int worker)
    {
        lock (_gate)
        {
            if (_next[worker] < _end[worker])
            {
                return _next[worker]++;
            }

            var longest = 0;
            for (var i = 1; i < _next.Length; i++)
            {
                longest = _end[i] - _next[i] > _end[longest] - _next[longest] ? i : longest;
            }

            return _next[longest] < _end[longest] ? --_end[longest] : -1;
        }
    }
}
