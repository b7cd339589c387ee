using System.Collections.Concurrent;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>The stored cubes that steps read from: inputs of the run and what earlier sections have left.</summary>
internal sealed class SectionCubes : IDisposable
{
    private readonly ConcurrentDictionary<GraphLink, ICubeReader> _readers = new();

    /// <summary>Bytes read from files so far.</summary>
    public long BytesRead => _readers.Values.Distinct().Sum(reader => reader.BytesRead);

    /// <summary>Makes a cube readable under a link.</summary>
    public void Add(GraphLink link, ICubeReader reader) => _readers[link] = reader;

    /// <summary>The reader behind a link, or null where the link is a step of the section.</summary>
    public ICubeReader? Find(GraphLink link) => _readers.GetValueOrDefault(link);

    /// <summary>The cube behind a link that must be stored.</summary>
    public CubeInfo CubeOf(GraphLink link) =>
        Find(link)?.Cube ?? throw new InvalidOperationException($"Nothing has been stored for {link}.");

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var reader in _readers.Values.Distinct())
        {
            reader.Dispose();
        }
    }
}
