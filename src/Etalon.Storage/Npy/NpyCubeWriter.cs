using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Writes regions of one NumPy file, each run of samples at its place. Its chunks are whole rows, so runs are long.</summary>
internal sealed unsafe class NpyCubeWriter : ICubeWriter
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly long _offset;
    private readonly long[] _strides;
    private long _bytesWritten;

    /// <summary>Makes the file at its full length.</summary>
    public NpyCubeWriter(string path, CubeInfo cube)
    {
        _path = path;
        Cube = cube;
        Chunks = new ChunkGrid(cube.Shape, PieceShape.Of(cube.Shape.AsSpan(), cube.Type.Bytes()));
        Shards = new ChunkGrid(cube.Shape, cube.Shape);
        _strides = new long[cube.Rank];
        BoxCopy.Strides(cube.Shape.AsSpan(), cube.Type.Bytes(), _strides);
        var header = NpyHeader.ToBytes(cube.Shape, cube.Type);
        _offset = header.Length;
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        try
        {
            _ = FileSpace.Take(_file, _offset + cube.Bytes);
            RandomAccess.Write(_file, header, 0);
        }
        catch
        {
            _file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <inheritdoc />
    public CubeInfo Cube { get; }

    /// <inheritdoc />
    public ChunkGrid Chunks { get; }

    /// <inheritdoc />
    public ChunkGrid Shards { get; }

    /// <inheritdoc />
    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <inheritdoc />
    public void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var rank = region.Rank;
        Span<long> from = stackalloc long[rank];
        Span<long> to = stackalloc long[rank];
        Span<long> lengths = stackalloc long[rank];
        BoxCopy.Strides(region.Length.AsSpan(), Cube.Type.Bytes(), from);
        _strides.CopyTo(to);
        region.Length.AsSpan().CopyTo(lengths);
        var offset = _offset;
        for (var i = 0; i < rank; i++)
        {
            offset += region.Start[i] * _strides[i];
        }

        rank = BoxCopy.Merge(from, to, lengths);
        var run = (long)Cube.Type.Bytes();
        if (rank > 0 && from[rank - 1] == run && to[rank - 1] == run)
        {
            run *= lengths[--rank];
        }

        try
        {
            Write(offset, to[..rank], source, from[..rank], lengths[..rank], run, cancellation);
            Interlocked.Add(ref _bytesWritten, region.Samples * Cube.Type.Bytes());
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(_path, error);
        }
    }

    /// <inheritdoc />
    public void FinishShard(long shard)
    {
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException error)
        {
            throw StorageFaults.Writing(_path, error);
        }
    }

    /// <inheritdoc />
    public bool AdoptShard(long shard) => false;

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private void Write(
        long offset, ReadOnlySpan<long> to, byte* source, ReadOnlySpan<long> from, ReadOnlySpan<long> lengths, long run,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (lengths.IsEmpty)
        {
            FileBytes.Write(_file, offset, source, run);
            return;
        }

        for (var i = 0L; i < lengths[0]; i++)
        {
            Write(offset + (i * to[0]), to[1..], source + (i * from[0]), from[1..], lengths[1..], run, cancellation);
        }
    }
}
