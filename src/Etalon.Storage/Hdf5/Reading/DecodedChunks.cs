using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The last few decoded chunks of one array, for callers that walk through a big chunk in small pieces.</summary>
/// <remarks>
/// The memory is the cache's own, outside the caller's budget, and stays below <see cref="MaximumBytes"/>. A chunk that two threads
/// want at once is decoded once: the second waits for the first.
/// </remarks>
internal sealed class DecodedChunks(long chunkBytes) : IDisposable
{
    private const long MaximumBytes = 32 << 20;
    private const int MaximumChunks = 16;

    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _entries = [];
    private readonly int _capacity = (int)Math.Min(MaximumChunks, MaximumBytes / Math.Max(1, chunkBytes));

    /// <summary>Whether chunks of this size are kept at all.</summary>
    public bool IsUseful => _capacity > 0;

    /// <summary>Gives the chunk to <paramref name="use"/>, decoding it first where it is not here.</summary>
    /// <param name="ordinal">The number of the chunk.</param>
    /// <param name="decode">Fills the buffer; called outside the cache's lock.</param>
    /// <param name="use">Reads the buffer.</param>
    public void Use(long ordinal, Action<NativeBuffer> decode, Action<NativeBuffer> use)
    {
        var entry = Acquire(ordinal);
        try
        {
            lock (entry.Filling)
            {
                if (!entry.IsFilled)
                {
                    decode(entry.Buffer);
                    entry.IsFilled = true;
                }
            }

            use(entry.Buffer);
        }
        finally
        {
            Release(entry);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var entry in _entries)
            {
                entry.Buffer.Dispose();
            }

            _entries.Clear();
        }
    }

    private Entry Acquire(long ordinal)
    {
        lock (_gate)
        {
            for (var node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Ordinal == ordinal)
                {
                    _entries.Remove(node);
                    _entries.AddFirst(node);
                    node.Value.Users++;
                    return node.Value;
                }
            }

            var entry = new Entry(ordinal, TakeUnused() ?? new NativeBuffer(chunkBytes)) { Users = 1 };
            _entries.AddFirst(entry);
            return entry;
        }
    }

    private void Release(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;

            // More threads than places: the surplus leaves as soon as it is not used.
            if (entry.Users == 0 && (_entries.Count > _capacity || !entry.IsFilled) && _entries.Remove(entry))
            {
                entry.Buffer.Dispose();
            }
        }
    }

    private NativeBuffer? TakeUnused()
    {
        if (_entries.Count < _capacity)
        {
            return null;
        }

        for (var node = _entries.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Users == 0)
            {
                _entries.Remove(node);
                return node.Value.Buffer;
            }
        }

        return null;
    }

    private sealed record Entry(long Ordinal, NativeBuffer Buffer)
    {
        public Lock Filling { get; } = new();

        public int Users { get; set; }

        public bool IsFilled { get; set; }
    }
}
