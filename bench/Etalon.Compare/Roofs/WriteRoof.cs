namespace Etalon.Compare;

/// <summary>How fast this machine writes one large file to disk: room taken first, threads write blocks in turn, then a flush.</summary>
internal static class WriteRoof
{
    public static Measured Measure(string file, long bytes, int block, int threads)
    {
        File.Delete(file);
        var samples = new byte[block];
        new Random(1).NextBytes(samples);
        try
        {
            return Measured.Of(() =>
            {
                using var handle = File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, preallocationSize: bytes);
                var next = -1L;
                Threads.Run(threads, _ =>
                {
                    for (var at = Interlocked.Increment(ref next) * block; at < bytes; at = Interlocked.Increment(ref next) * block)
                    {
                        RandomAccess.Write(handle, samples.AsSpan(0, (int)Math.Min(block, bytes - at)), at);
                    }
                });
                RandomAccess.FlushToDisk(handle);
                return (bytes, 0);
            });
        }
        finally
        {
            File.Delete(file);
        }
    }
}
