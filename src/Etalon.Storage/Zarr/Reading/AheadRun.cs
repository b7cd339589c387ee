using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Chunks that lie behind one another in a file are read ahead by one request.</summary>
internal record struct AheadRun
{
    private const long Gap = 64 << 10;
    private long _start;
    private long _end;

    /// <summary>The file; held until <see cref="Flush"/>.</summary>
    public ShardFile? File { get; init; }

    /// <summary>Its number.</summary>
    public long Shard { get; init; }

    /// <summary>Adds a chunk; one that is not stored costs nothing.</summary>
    public void Add((long Offset, long Bytes) place)
    {
        if (place.Offset < 0)
        {
            return;
        }

        if (place.Offset < _start || place.Offset > _end + Gap)
        {
            Advise();
            _start = place.Offset;
        }

        _end = place.Offset + place.Bytes;
    }

    /// <summary>Sends the last request and lets the file go.</summary>
    public readonly void Flush()
    {
        Advise();
        File?.Release();
    }

    private readonly void Advise()
    {
        if (_end > _start && File?.Handle is { } handle)
        {
            FileSpace.WillNeed(handle, _start, _end - _start);
        }
    }
}
