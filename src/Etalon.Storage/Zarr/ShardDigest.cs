using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Etalon.Storage;

/// <summary>
/// What a shard holds, in 32 bytes: number, length and checksum of each stored chunk. Where chunks lie does not count, so any
/// order of writing gives the same digest.
/// </summary>
internal static class ShardDigest
{
    private const int EntryBytes = 20;

    /// <summary>From an index and the chunks' checksums; a stored length includes its checksum.</summary>
    public static byte[] Of(ReadOnlySpan<ulong> index, ReadOnlySpan<uint> crcs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> entry = stackalloc byte[EntryBytes];
        for (var i = 0; i < crcs.Length; i++)
        {
            if (index[2 * i] == ShardIndex.Absent)
            {
                continue;
            }

            BinaryPrimitives.WriteInt64LittleEndian(entry, i);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[8..], index[(2 * i) + 1]);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], crcs[i]);
            hash.AppendData(entry);
        }

        return hash.GetHashAndReset();
    }
}
