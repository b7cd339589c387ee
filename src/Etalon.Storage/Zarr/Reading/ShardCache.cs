namespace Etalon.Storage;

/// <summary>Keeps the files of an array open that were used last. Thread-safe.</summary>
/// <param name="capacity">How many stay open.</param>
/// <param name="open">Opens the file of that number.</param>
internal sealed class ShardCache(int capacity, Func<long, ShardFile> open) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, LinkedListNode<(long Number, ShardFile File)>> _known = [];
    private readonly LinkedList<(long Number, ShardFile File)> _order = new();

    /// <summary>The file of that number; the caller releases it.</summary>
    public ShardFile Hold(long number)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(number, out var node) && node.Value.File.TryHold())
            {
                if (_order.First != node)
                {
                    _order.Remove(node);
                    _order.AddFirst(node);
                }

                return node.Value.File;
            }
        }

        // Opened outside the lock, so that one slow file does not hold up the others; two threads may open the same one.
        var file = open(number);
        ShardFile? old = null;
        lock (_gate)
        {
            if (_known.TryGetValue(number, out var node) && node.Value.File.TryHold())
            {
                (old, file) = (file, node.Value.File);
            }
            else
            {
                _ = file.TryHold();
                _known[number] = _order.AddFirst((number, file));
                old = _known.Count > capacity ? Drop() : null;
            }
        }

        old?.Release();
        return file;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            while (_known.Count > 0)
            {
                Drop().Release();
            }
        }
    }

    private ShardFile Drop()
    {
        var (number, file) = _order.Last!.Value;
        _order.RemoveLast();
        _known.Remove(number);
        return file;
    }
}
