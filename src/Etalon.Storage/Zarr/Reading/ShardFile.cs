using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>An open file of an array with its index; closed when the last user lets go.</summary>
internal sealed class ShardFile
{
    private readonly ulong[]? _index;
    private readonly long _length;
    private readonly Lock _gate = new();
    private MappedFile? _map;
    private bool _cannotMap;
    private int _users = 1;

    private ShardFile(string path, SafeFileHandle? handle, ulong[]? index, long length, CheckedChunks? isChecked = null)
    {
        Path = path;
        Checked = isChecked;
        Handle = handle;
        _index = index;
        _length = length;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The open file; null where there is none: every chunk is then the fill value.</summary>
    public SafeFileHandle? Handle { get; }

    /// <summary>Which chunks need no check again; null where each read checks or none can.</summary>
    public CheckedChunks? Checked { get; }

    /// <summary>Opens a file of the array, or stands for one that does not exist.</summary>
    public static ShardFile Open(ContainedFolder folder, string path, ZarrArrayInfo info, long chunks)
    {
        var handle = folder.TryOpen(path);
        if (handle is null)
        {
            return new ShardFile(path, null, null, 0);
        }

        try
        {
            var length = RandomAccess.GetLength(handle);
            if (!info.IsSharded && length > ShardIndex.MostBytes(info))
            {
                throw new InvalidDataException($"it has {length} bytes, a chunk of {info.ChunkBytes} bytes takes less");
            }

            var isChecked = info.Pipeline is { IsPlain: true, EndsWithCrc: true } ? CheckedChunks.Of(path, chunks) : null;
            return new ShardFile(path, handle, info.IsSharded ? ShardIndex.Read(handle, info, chunks) : null, length, isChecked);
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            handle.Dispose();
            throw StorageFaults.Reading(path, "", error);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Where a chunk lies; offset -1 where it is not stored.</summary>
    public (long Offset, long Bytes) Place(long chunk)
    {
        if (Handle is null)
        {
            return (-1, 0);
        }

        return _index is null ? (0, _length) : ((long)_index[2 * chunk], (long)_index[(2 * chunk) + 1]);
    }

    /// <summary>The file's pages; null where there is no file or it cannot be mapped. Valid while the file is held.</summary>
    public MappedFile? Map(long chunks)
    {
        if (_map is not null || _cannotMap || Handle is null)
        {
            return _map;
        }

        lock (_gate)
        {
            _map ??= MappedFiles.Hold(Handle, Path, chunks);
            _cannotMap = _map is null;
            return _map;
        }
    }

    /// <summary>Takes part; false where it was closed already.</summary>
    public bool TryHold()
    {
        while (true)
        {
            var users = Volatile.Read(ref _users);
            if (users == 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
            {
                return true;
            }
        }
    }

    /// <summary>Lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            if (_map is not null)
            {
                MappedFiles.Release(_map);
            }

            Handle?.Dispose();
        }
    }
}
