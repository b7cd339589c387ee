using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>
/// What a complete store consists of: its shards with a digest of each, and one digest of all. Lies beside the root's metadata in
/// <c>etalon-manifest.json</c>; other readers of Zarr do not look at it.
/// </summary>
/// <param name="ContentId">Of metadata and shards: <c>sha256:</c> and 64 digits. Equal contents give equal ids, however they were written.</param>
/// <param name="Shards">Path within the store and digest (64 digits) of each file that holds chunks of cubes.</param>
public sealed record ZarrManifest(string ContentId, ImmutableSortedDictionary<string, string> Shards)
{
    /// <summary>The file's name.</summary>
    public const string FileName = "etalon-manifest.json";

    /// <summary>The manifest of a store, or null where none was written.</summary>
    /// <exception cref="RefusalException">It is damaged.</exception>
    public static ZarrManifest? Read(string store) => Read(new ContainedFolder(store));

    /// <summary>The id of a store: from its manifest, or from its metadata and checksums where there is no manifest.</summary>
    public static string ContentIdOf(string store) => Read(store)?.ContentId ?? Compute(store).ContentId;

    /// <summary>Computes the manifest of a store that lies there, reading index and checksums of each shard.</summary>
    public static ZarrManifest Compute(string store)
    {
        var folder = new ContainedFolder(store);
        var tree = ZarrTree.Read(folder);
        var shards = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var info in tree.Arrays)
        {
            using var array = new ZarrArray(folder, info);
            for (var shard = 0L; shard < array.Shards.Count; shard++)
            {
                if (ZarrContent.Digest(array, shard) is { } digest)
                {
                    shards[Path.GetRelativePath(folder.Path, array.ShardPath(shard))] = Convert.ToHexStringLower(digest);
                }
            }
        }

        var root = folder.TryReadAll(Path.Combine(folder.Path, "zarr.json"), ZarrLimits.MetadataBytes)
            ?? folder.TryReadAll(Path.Combine(folder.Path, ".zmetadata"), ZarrLimits.MetadataBytes) ?? [];
        return Of(root, shards.ToImmutable());
    }

    internal static ZarrManifest? Read(ContainedFolder folder)
    {
        var file = Path.Combine(folder.Path, FileName);
        if (folder.TryReadAll(file, ZarrLimits.MetadataBytes) is not { } text)
        {
            return null;
        }

        var json = ZarrJson.Parse(text, file);
        var shards = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var shard in ZarrJson.Member(json, "shards", file).EnumerateObject())
        {
            shards[shard.Name] = ZarrJson.Text(shard.Value, "a digest", file);
        }

        return new ZarrManifest(ZarrJson.Text(ZarrJson.Member(json, "contentId", file), "'contentId'", file), shards.ToImmutable());
    }

    /// <summary>The manifest of a root's metadata and its shards.</summary>
    internal static ZarrManifest Of(ReadOnlySpan<byte> rootMetadata, ImmutableSortedDictionary<string, string> shards)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(rootMetadata));
        foreach (var (path, digest) in shards)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{digest}\n"));
        }

        return new ZarrManifest("sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset()), shards);
    }

    internal byte[] ToBytes()
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("contentId", ContentId);
            json.WriteStartObject("shards");
            foreach (var (path, digest) in Shards)
            {
                json.WriteString(path, digest);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }
}
