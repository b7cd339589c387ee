namespace Etalon.Storage;

/// <summary>Digests of what a store holds.</summary>
internal static class ZarrContent
{
    /// <summary>The digest of one file of an array; null where the file does not exist.</summary>
    /// <remarks>Only index and checksums are read: 4 bytes a chunk. Chunks without a checksum are read whole.</remarks>
    /// <exception cref="Etalon.Cubes.RefusalException">The file is damaged.</exception>
    public static unsafe byte[]? Digest(ZarrArray array, long shard)
    {
        var file = array.HoldShard(shard);
        try
        {
            if (file.Handle is not { } handle)
            {
                return null;
            }

            var index = new ulong[array.ChunksInShard * 2];
            var crcs = new uint[array.ChunksInShard];
            for (var chunk = 0L; chunk < crcs.Length; chunk++)
            {
                var (offset, bytes) = file.Place(chunk);
                index[2 * chunk] = offset < 0 ? ShardIndex.Absent : (ulong)offset;
                index[(2 * chunk) + 1] = (ulong)bytes;
                if (offset >= 0)
                {
                    crcs[chunk] = Crc(array, handle, offset, bytes);
                }
            }

            return ShardDigest.Of(index, crcs);
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(file.Path, "", error);
        }
        finally
        {
            file.Release();
        }
    }

    private static unsafe uint Crc(ZarrArray array, Microsoft.Win32.SafeHandles.SafeFileHandle handle, long offset, long bytes)
    {
        var crc = 0u;
        if (array.Info.Pipeline.EndsWithCrc && bytes >= Crc32CStep.Bytes)
        {
            FileBytes.Read(handle, offset + bytes - Crc32CStep.Bytes, (byte*)&crc, Crc32CStep.Bytes);
            return crc;
        }

        const int pieceBytes = 64 << 10;
        var piece = stackalloc byte[pieceBytes];
        for (var done = 0L; done < bytes; done += pieceBytes)
        {
            var count = Math.Min(pieceBytes, bytes - done);
            FileBytes.Read(handle, offset + done, piece, count);
            crc = Crc32C.Of(piece, count, crc);
        }

        return crc;
    }
}
