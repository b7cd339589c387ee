using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Compare;

/// <summary>How fast this machine reads given files: threads take blocks in turn and read each into a buffer that they reuse.</summary>
internal sealed unsafe class ReadRoof : IDisposable
{
    private const int MostThreads = 16;
    private readonly byte*[] _buffers = new byte*[MostThreads];
    private int _block;

    public Measured Measure(string[] files, int block, int threads)
    {
        Reserve(block);
        return Measured.Of(() =>
        {
            var handles = Array.ConvertAll(files, file => File.OpenHandle(file));
            try
            {
                return (Read(handles, block, threads), 0);
            }
            finally
            {
                foreach (var handle in handles)
                {
                    handle.Dispose();
                }
            }
        });
    }

    public void Dispose()
    {
        foreach (var buffer in _buffers)
        {
            NativeMemory.AlignedFree(buffer);
        }
    }

    private long Read(SafeFileHandle[] handles, int block, int threads)
    {
        var pieces = new List<(SafeFileHandle File, long At)>();
        foreach (var handle in handles)
        {
            for (var at = 0L; at < RandomAccess.GetLength(handle); at += block)
            {
                pieces.Add((handle, at));
            }
        }

        var next = -1;
        var total = 0L;
        Threads.Run(threads, index =>
        {
            var buffer = new Span<byte>(_buffers[index], block);
            var bytes = 0L;
            for (var i = Interlocked.Increment(ref next); i < pieces.Count; i = Interlocked.Increment(ref next))
            {
                bytes += RandomAccess.Read(pieces[i].File, buffer, pieces[i].At);
            }

            Interlocked.Add(ref total, bytes);
        });
        return total;
    }

    private void Reserve(int block)
    {
        if (_block == block)
        {
            return;
        }

        for (var i = 0; i < MostThreads; i++)
        {
            NativeMemory.AlignedFree(_buffers[i]);
            _buffers[i] = (byte*)NativeMemory.AlignedAlloc((nuint)block, 4096);
            new Span<byte>(_buffers[i], block).Fill(1);
        }

        _block = block;
    }
}
