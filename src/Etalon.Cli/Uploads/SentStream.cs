namespace Etalon.Cli;

/// <summary>The files of an upload as the one stream that the server takes: one after the other.</summary>
internal sealed class SentStream(IReadOnlyList<SentFile> files) : IDisposable
{
    private FileStream? _open;
    private int _index = -1;

    /// <summary>Reads from a place on, as much as fits or is left.</summary>
    public async Task<int> ReadAsync(long offset, Memory<byte> into, CancellationToken cancellation)
    {
        var filled = 0;
        var start = 0L;
        for (var i = 0; i < files.Count && filled < into.Length; start += files[i].Bytes, i++)
        {
            var at = offset + filled - start;
            if (at >= files[i].Bytes)
            {
                continue;
            }

            var count = (int)Math.Min(files[i].Bytes - at, into.Length - filled);
            await ReadFileAsync(i, at, into.Slice(filled, count), cancellation);
            filled += count;
        }

        return filled;
    }

    /// <inheritdoc />
    public void Dispose() => _open?.Dispose();

    private async Task ReadFileAsync(int index, long at, Memory<byte> into, CancellationToken cancellation)
    {
        if (_index != index)
        {
            files[index].RequireSame();
            if (_open is not null)
            {
                await _open.DisposeAsync();
            }

            _open = Open(files[index].Path);
            _index = index;
        }

        _open!.Position = at;
        if (await _open.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellation) < into.Length || at + into.Length == files[index].Bytes)
        {
            files[index].RequireSame();
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw SentFile.Unreadable(path, closed);
        }
    }
}
