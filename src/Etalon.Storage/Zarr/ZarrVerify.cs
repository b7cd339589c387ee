using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Checks every byte of a store that anything can be said about.</summary>
/// <remarks>
/// Metadata against their consolidated copy; each shard's index (checksum, places inside the file, no overlaps); each chunk's
/// checksum and decoding; and the manifest: no shard is missing, replaced or added.
/// </remarks>
public sealed class ZarrVerify
{
    private const int MostDamages = 1000;

    private readonly ContainedFolder _folder;
    private readonly Action<ZarrVerifyProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly ImmutableArray<ZarrDamage>.Builder _damages = ImmutableArray.CreateBuilder<ZarrDamage>();
    private readonly SortedDictionary<string, string> _digests = new(StringComparer.Ordinal);
    private long _files;
    private long _totalFiles;
    private long _bytes;

    private ZarrVerify(string path, Action<ZarrVerifyProgress>? progress, CancellationToken cancellation)
    {
        _folder = new ContainedFolder(path);
        _progress = progress;
        _cancellation = cancellation;
    }

    /// <summary>Checks a store.</summary>
    /// <param name="path">The store's folder.</param>
    /// <param name="progress">Told after each file.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <returns>What is wrong; at most a thousand faults.</returns>
    public static ImmutableArray<ZarrDamage> Run(string path, Action<ZarrVerifyProgress>? progress, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            throw Refusal.NoSuchFile(path);
        }

        return new ZarrVerify(path, progress, cancellation).Run();
    }

    private ImmutableArray<ZarrDamage> Run()
    {
        try
        {
            var tree = ZarrTree.Read(_folder);
            CheckCopies();
            _totalFiles = tree.Arrays.Sum(info => new ChunkGrid(info.Shape, info.Shard).Count);
            foreach (var info in tree.Arrays)
            {
                CheckArray(info);
            }

            CheckManifest(tree);
        }
        catch (RefusalException refusal) when (refusal.Kind == RefusalKind.Corrupt)
        {
            Add(".", [], -1, refusal.Message);
        }

        return _damages.ToImmutable();
    }

    /// <summary>Each node's own metadata say what the consolidated ones say.</summary>
    private void CheckCopies()
    {
        var file = Path.Combine(_folder.Path, "zarr.json");
        if (_folder.TryReadAll(file, ZarrLimits.MetadataBytes) is not { } text
            || ZarrJson.Optional(ZarrJson.Parse(text, file), "consolidated_metadata") is not { } consolidated
            || ZarrJson.Optional(consolidated, "metadata") is not { ValueKind: JsonValueKind.Object } nodes)
        {
            return;
        }

        foreach (var node in nodes.EnumerateObject())
        {
            var name = Path.Combine(node.Name, "zarr.json");
            var own = Path.Combine(_folder.Path, name);
            try
            {
                if (_folder.TryReadAll(own, ZarrLimits.MetadataBytes) is not { } bytes)
                {
                    Add(name, [], -1, "it is missing");
                }
                else if (!IsCopy(ZarrJson.Parse(bytes, own), node.Value))
                {
                    Add(name, [], -1, "it differs from the consolidated metadata of the store");
                }
            }
            catch (RefusalException refusal) when (refusal.Kind == RefusalKind.Corrupt)
            {
                Add(name, [], -1, refusal.Message);
            }
        }
    }

    /// <summary>A group's own file holds what lies below it, which the consolidated entry does not repeat.</summary>
    private static bool IsCopy(JsonElement own, JsonElement node) => ZarrJson.Optional(own, "consolidated_metadata") is null
        ? JsonElement.DeepEquals(own, node)
        : JsonElement.DeepEquals(ZarrJson.Optional(own, "attributes") ?? own, ZarrJson.Optional(node, "attributes") ?? node);

    private void CheckArray(ZarrArrayInfo info)
    {
        using var array = new ZarrArray(_folder, info);
        using var pool = new BufferPool(long.MaxValue / 2);
        for (var shard = 0L; shard < array.Shards.Count; shard++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var path = Path.GetRelativePath(_folder.Path, array.ShardPath(shard));
            try
            {
                CheckShard(array, shard, path, pool);
            }
            catch (RefusalException refusal) when (refusal.Kind is RefusalKind.Corrupt or RefusalKind.Forbidden)
            {
                Add(path, [], -1, refusal.Message);
            }

            _files++;
            _progress?.Invoke(new ZarrVerifyProgress(_files, _totalFiles, _bytes, _damages.Count));
        }
    }

    private void CheckShard(ZarrArray array, long shard, string path, BufferPool pool)
    {
        var file = array.HoldShard(shard);
        try
        {
            if (file.Handle is null)
            {
                return;
            }

            CheckOverlaps(array, file, shard, path);
            for (var chunk = 0L; chunk < array.ChunksInShard; chunk++)
            {
                _cancellation.ThrowIfCancellationRequested();
                var (offset, bytes) = file.Place(chunk);
                if (offset >= 0)
                {
                    CheckChunk(array, file, (shard, chunk), path, pool);
                    _bytes += bytes;
                }
            }
        }
        finally
        {
            file.Release();
        }

        if (ZarrContent.Digest(array, shard) is { } digest)
        {
            _digests[path] = Convert.ToHexStringLower(digest);
        }
    }

    private unsafe void CheckChunk(ZarrArray array, ShardFile file, (long Shard, long Chunk) number, string path, BufferPool pool)
    {
        var (offset, bytes) = file.Place(number.Chunk);
        try
        {
            var info = array.Info;
            using var encoded = pool.Rent(bytes);
            using var decoded = pool.Rent(Math.Max(info.ChunkBytes, ZarrTexts.MostBytes));
            FileBytes.Read(file.Handle!, offset, encoded.Pointer, bytes);
            if (info.Text == ZarrTextKind.Variable)
            {
                info.Pipeline.DecodeAny(encoded.Pointer, bytes, decoded.Pointer, decoded.Length, pool);
            }
            else
            {
                info.Pipeline.Decode(encoded.Pointer, bytes, decoded.Pointer, info.ChunkBytes, pool);
            }
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            Add(path, array.ChunkPlace(number.Shard, number.Chunk), offset, error.Message);
        }
    }

    private void CheckOverlaps(ZarrArray array, ShardFile file, long shard, string path)
    {
        if (!array.Info.IsSharded)
        {
            return;
        }

        var places = Enumerable.Range(0, (int)array.ChunksInShard)
            .Select(chunk => (Chunk: chunk, Place: file.Place(chunk)))
            .Where(entry => entry.Place.Offset >= 0 && entry.Place.Bytes > 0)
            .OrderBy(entry => entry.Place.Offset)
            .ToArray();
        for (var i = 1; i < places.Length; i++)
        {
            if (places[i].Place.Offset < places[i - 1].Place.Offset + places[i - 1].Place.Bytes)
            {
                Add(path, array.ChunkPlace(shard, places[i].Chunk), places[i].Place.Offset, "it overlaps the chunk before it in the file");
            }
        }
    }

    private void CheckManifest(ZarrTree tree)
    {
        if (ZarrManifest.Read(_folder) is not { } manifest)
        {
            return;
        }

        foreach (var (path, digest) in manifest.Shards)
        {
            if (!_digests.TryGetValue(path, out var found))
            {
                if (!File.Exists(Path.Combine(_folder.Path, path)))
                {
                    Add(path, [], -1, "it is missing");
                }
            }
            else if (!string.Equals(found, digest, StringComparison.Ordinal) && !IsDamaged(path))
            {
                Add(path, [], -1, "it holds other chunks than the manifest says");
            }
        }

        var cubes = tree.Arrays.Where(info => info.IsSharded).Select(info => info.Path + "/").ToArray();
        foreach (var path in _digests.Keys.Where(path => Array.Exists(cubes, cube => path.StartsWith(cube, StringComparison.Ordinal))))
        {
            if (!manifest.Shards.ContainsKey(path))
            {
                Add(path, [], -1, "the manifest does not know it");
            }
        }

        var root = _folder.TryReadAll(Path.Combine(_folder.Path, "zarr.json"), ZarrLimits.MetadataBytes) ?? [];
        if (!string.Equals(ZarrManifest.Of(root, manifest.Shards).ContentId, manifest.ContentId, StringComparison.Ordinal))
        {
            Add("zarr.json", [], -1, "metadata and manifest do not belong together");
        }
    }

    private bool IsDamaged(string path) => _damages.Any(damage => string.Equals(damage.File, path, StringComparison.Ordinal));

    private void Add(string file, ImmutableArray<long> chunk, long offset, string what)
    {
        if (_damages.Count < MostDamages)
        {
            _damages.Add(new ZarrDamage(file, chunk, offset, what));
        }
    }
}
