using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>The sources of a virtual dataset, opened when they are needed; only the last used stay open.</summary>
internal sealed class VirtualSources(Hdf5Source main, SampleType type, int depth) : IDisposable
{
    // Well below the usual limit of 1024 open files: each source takes two.
    private const int MaximumOpen = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string File, string Dataset), Open> _open = [];
    private long _clock;
    private long _closedBytesRead;

    /// <summary>Bytes read through all sources.</summary>
    public long BytesRead
    {
        get
        {
            lock (_gate)
            {
                return _closedBytesRead + _open.Values.Sum(open => open.Array?.BytesRead ?? 0);
            }
        }
    }

    /// <summary>Lets <paramref name="use"/> read a source; false where there is no such file or dataset.</summary>
    public bool Use(string file, string dataset, Action<StoredArray> use)
    {
        var open = Acquire(file, dataset);
        try
        {
            if (open.Array is null)
            {
                return false;
            }

            use(open.Array);
            return true;
        }
        finally
        {
            lock (_gate)
            {
                open.Users--;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var open in _open.Values)
            {
                open.Dispose();
            }

            _open.Clear();
        }
    }

    private Open Acquire(string file, string dataset)
    {
        lock (_gate)
        {
            if (!_open.TryGetValue((file, dataset), out var open))
            {
                MakeRoom();
                open = Find(file, dataset);
                _open.Add((file, dataset), open);
            }

            open.Users++;
            open.LastUse = ++_clock;
            return open;
        }
    }

    private void MakeRoom()
    {
        while (_open.Count >= MaximumOpen)
        {
            var oldest = _open.Where(pair => pair.Value.Users == 0).OrderBy(pair => pair.Value.LastUse).FirstOrDefault();
            if (oldest.Value is null)
            {
                return;
            }

            _closedBytesRead += oldest.Value.Array?.BytesRead ?? 0;
            oldest.Value.Dispose();
            _open.Remove(oldest.Key);
        }
    }

    private Open Find(string file, string dataset)
    {
        if (file is ".")
        {
            return new Open(OpenArray(main, dataset), null);
        }

        if (main.Tree.Resolve(main.Path, file) is not { } real)
        {
            return new Open(null, null);
        }

        var source = main.OpenBeside(real);
        try
        {
            return new Open(OpenArray(source, dataset), source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    private StoredArray? OpenArray(Hdf5Source source, string dataset)
    {
        Hdf5Dataset found;
        try
        {
            found = source.File.OpenDataset(dataset, followSoftLinks: true);
        }
        catch (NativeException)
        {
            // The library shows the fill value where a source is not there, and so does this.
            return null;
        }

        return ArrayOpening.Open(source, found, type, depth + 1);
    }

    private sealed record Open(StoredArray? Array, Hdf5Source? Source) : IDisposable
    {
        public int Users { get; set; }

        public long LastUse { get; set; }

        public void Dispose()
        {
            Array?.Dispose();
            Source?.Dispose();
        }
    }
}
