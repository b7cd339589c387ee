namespace Etalon.Storage;

/// <summary>The files of a stack that were used last, kept open. Each is used by one thread at a time; thread-safe.</summary>
internal sealed class OpenFiles<T>(Func<int, T> open) : IDisposable
    where T : class, IDisposable
{
    // Enough for every thread of a large machine; far below the system's limit of open files.
    private const int MostOpen = 64;

    private readonly Lock _gate = new();
    private readonly LinkedList<(int File, T Item)> _idle = [];

    /// <summary>An opened file; to be given back.</summary>
    public T Take(int file)
    {
        lock (_gate)
        {
            for (var node = _idle.First; node is not null; node = node.Next)
            {
                if (node.Value.File == file)
                {
                    _idle.Remove(node);
                    return node.Value.Item;
                }
            }
        }

        return open(file);
    }

    /// <summary>Gives a file back.</summary>
    public void Return(int file, T item)
    {
        T? oldest = null;
        lock (_gate)
        {
            _idle.AddFirst((file, item));
            if (_idle.Count > MostOpen)
            {
                oldest = _idle.Last!.Value.Item;
                _idle.RemoveLast();
            }
        }

        oldest?.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var (_, item) in _idle)
            {
                item.Dispose();
            }

            _idle.Clear();
        }
    }
}
