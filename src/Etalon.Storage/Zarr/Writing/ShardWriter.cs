using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>One shard while it is being made: chunks go into <c>name.part</c> in any order, by any thread.</summary>
/// <remarks>
/// Room is claimed by one addition, so threads write side by side; a single thread that goes through the chunks in order leaves
/// them in order. The file is made with the first chunk that is stored.
/// </remarks>
internal sealed unsafe class ShardWriter : IDisposable
{
    // Compressed shards take room as they grow; plain ones know their size.
    private const long GrowBytes = 64L << 20;

    private readonly Lock _gate = new();
    private readonly DurableFolders _folders;
    private readonly string _path;
    private readonly ulong[] _index;
    private readonly uint[] _crcs;
    private readonly long _expected;
    private SafeFileHandle? _file;
    private long _position;
    private long _taken;

    /// <summary>Makes nothing yet.</summary>
    public ShardWriter(DurableFolders folders, string path, long chunks, long expectedBytes)
    {
        _folders = folders;
        _path = path;
        _index = new ulong[chunks * 2];
        _crcs = new uint[chunks];
        _expected = expectedBytes;
        _index.AsSpan().Fill(ShardIndex.Absent);
    }

    private string Aside => _path + ".part";

    /// <summary>Writes a chunk: its encoded bytes, and their checksum behind them.</summary>
    /// <param name="chunk">Number within the shard.</param>
    /// <param name="encoded">Without checksum.</param>
    /// <param name="bytes">Without checksum.</param>
    /// <returns>Bytes written.</returns>
    public long Write(long chunk, byte* encoded, long bytes)
    {
        var crc = Crc32C.Of(encoded, bytes);
        var total = bytes + Crc32CStep.Bytes;
        var offset = Interlocked.Add(ref _position, total) - total;
        var file = Room(offset + total);
        FileBytes.Write(file, offset, encoded, bytes);
        FileBytes.Write(file, offset + bytes, (byte*)&crc, Crc32CStep.Bytes);
        FileSpace.StartWriting(file, offset, total);
        if (Interlocked.Exchange(ref _index[2 * chunk], (ulong)offset) != ShardIndex.Absent)
        {
            throw new InvalidOperationException($"Chunk {chunk} of '{_path}' is written twice.");
        }

        _index[(2 * chunk) + 1] = (ulong)total;
        _crcs[chunk] = crc;
        return total;
    }

    /// <summary>Index, flush, final name. Leaves no file where no chunk was stored.</summary>
    /// <returns>Bytes written, and the digest of the contents (null without a file).</returns>
    public (long Bytes, byte[]? Digest) Finish()
    {
        if (_file is null)
        {
            if (Directory.Exists(Path.GetDirectoryName(_path)))
            {
                File.Delete(Aside);
                File.Delete(_path);
            }

            return (0, null);
        }

        var index = ShardIndex.ToBytes(_index);
        RandomAccess.Write(_file, index, _position);
        RandomAccess.SetLength(_file, _position + index.Length);
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        File.Move(Aside, _path, overwrite: true);
        FileSpace.FlushFolder(Path.GetDirectoryName(_path)!);
        return (index.Length, ShardDigest.Of(_index, _crcs));
    }

    /// <inheritdoc />
    public void Dispose() => _file?.Dispose();

    private SafeFileHandle Room(long end)
    {
        if (Volatile.Read(ref _taken) >= end)
        {
            return _file!;
        }

        lock (_gate)
        {
            if (_file is null)
            {
                _folders.Make(Path.GetDirectoryName(_path)!);
                _file = File.OpenHandle(Aside, FileMode.Create, FileAccess.Write);
            }

            if (_taken < end)
            {
                var take = Math.Max(end, Math.Min(_expected, _taken + GrowBytes));
                _ = FileSpace.Take(_file, take);
                Volatile.Write(ref _taken, take);
            }

            return _file;
        }
    }
}
