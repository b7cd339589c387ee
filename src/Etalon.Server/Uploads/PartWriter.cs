using System.Buffers;
using System.Security.Cryptography;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Server;

/// <summary>Writes a part of an upload into the files it belongs to, and to the disk.</summary>
internal sealed class PartWriter(UploadPlan plan, long total)
{
    private const int BufferBytes = 256 << 10;
    private const int FlushesAtOnce = 8;

    /// <summary>Numbers of the system: the disk is full, and so is somebody's share of it.</summary>
    private const int NoSpace = 28;
    private const int QuotaReached = 122;

    private string _folder = "";

    /// <summary>Writes it; only when this has returned are the bytes safe.</summary>
    /// <returns>How many bytes came.</returns>
    /// <exception cref="RefusalException">More came than belong to the upload, others than were announced, or there is no room.</exception>
    public async Task<long> WriteAsync(long offset, Stream body, ContentDigest? digest, CancellationToken cancellation)
    {
        using var hash = digest is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var files = new List<string>();
        SafeFileHandle? open = null;
        var (at, left) = (0L, 0L);
        var came = 0L;
        try
        {
            int count;
            while ((count = await body.ReadAsync(buffer.AsMemory(0, BufferBytes), cancellation)) > 0)
            {
                RequireRoom(offset + came + count);
                hash?.AppendData(buffer.AsSpan(0, count));
                for (var done = 0; done < count;)
                {
                    if (left == 0)
                    {
                        open?.Dispose();
                        (var path, at, left) = plan.At(offset + came + done);
                        open = Open(path);
                        files.Add(path);
                    }

                    var part = (int)Math.Min(left, count - done);

                    // Into the system's cache: a thread of its own for each of thousands of small files costs more than that.
                    RandomAccess.Write(open!, buffer.AsSpan(done, part), at);
                    (at, left, done) = (at + part, left - part, done + part);
                }

                came += count;
            }

            digest?.Check(hash!.GetHashAndReset());
            if (offset + came == total)
            {
                plan.MakeEmptyFiles();
            }

            Flush(files);
            return came;
        }
        catch (IOException full) when (IsFull(full))
        {
            throw Full(full);
        }
        catch (AggregateException faults) when (faults.InnerExceptions.FirstOrDefault(IsFull) is { } full)
        {
            // Some file systems find out when the bytes go to the disk.
            throw Full(full);
        }
        finally
        {
            open?.Dispose();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsFull(Exception fault) => fault is IOException && (fault.HResult & 0xFFFF) is (NoSpace or QuotaReached);

    private static RefusalException Full(Exception full) => new(
        "storage-full", "The server's disk has no room for more of it; what has come is kept.", "Make room there (etalon dataset delete, or other files), then go on: nothing has to be sent twice.",
        RefusalKind.StorageFull, full);

    private void RequireRoom(long end)
    {
        if (end > total)
        {
            throw new RefusalException("too-many-bytes", $"The upload ends at byte {total}; the part goes on to byte {end} at least.", "Send what was announced; a file that grew is another upload.");
        }
    }

    private SafeFileHandle Open(string path)
    {
        if (Path.GetDirectoryName(path)! is var folder && !string.Equals(folder, _folder, StringComparison.Ordinal))
        {
            Directory.CreateDirectory(folder);
            _folder = folder;
        }

        return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write);
    }

    /// <summary>The file system gathers flushes that come together.</summary>
    private static void Flush(List<string> files) => Parallel.ForEach(files, new ParallelOptions { MaxDegreeOfParallelism = FlushesAtOnce }, static path =>
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.FlushToDisk(file);
    });
}
