using System.Collections.Concurrent;

namespace Etalon.Catalog;

/// <summary>
/// Datasets that were shown a moment ago. What is remembered counts for one version of the dataset's line in the database, and whoever asks
/// has looked that version up, with the viewer's rights: so nothing old is shown, and nothing to whom it is not for.
/// </summary>
public sealed class DatasetMemory : IDisposable
{
    private const int Most = 1000;

    /// <summary>Characters of metadata; with the number above some 100 MB at worst.</summary>
    private const int Longest = 50_000;

    /// <summary>Looks at versions that are under way at one time. A look takes 50 µs: forty backends that take turns on a few cores make some wait long.</summary>
    private readonly SemaphoreSlim _room = new(4 * Environment.ProcessorCount);
    private readonly ConcurrentDictionary<Guid, (long Version, DatasetDetail Detail)> _known = new();

    /// <inheritdoc />
    public void Dispose() => _room.Dispose();

    /// <summary>Looks something up when it is its turn: first come, first served.</summary>
    internal async Task<T> InTurnAsync<T>(Func<Task<T>> look, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        try
        {
            return await look();
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>The dataset, or null if that version of it is not remembered.</summary>
    internal DatasetDetail? Find(Guid id, long version) => _known.TryGetValue(id, out var found) && found.Version == version ? found.Detail : null;

    /// <summary>Remembers it, unless it is very large.</summary>
    internal void Add(long version, DatasetDetail detail)
    {
        if (detail.Metadata.GetRawText().Length + detail.Cubes.Sum(static cube => cube.Info.GetRawText().Length) > Longest)
        {
            return;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        _known[detail.Dataset.Id] = (version, detail);
    }
}
