using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Samples as a file holds them: decoded and in this machine's byte order, but with nothing interpreted. Thread-safe.</summary>
internal abstract unsafe class StoredArray(ImmutableArray<long> shape, SampleType type) : IDisposable
{
    private long _bytesRead;

    /// <summary>The lengths of the axes.</summary>
    public ImmutableArray<long> Shape { get; } = shape;

    /// <summary>The type of a stored sample.</summary>
    public SampleType Type { get; } = type;

    /// <summary>The box that is decoded at once, or the piece that is read best.</summary>
    public abstract ImmutableArray<long> Chunk { get; }

    /// <summary>Whether a part of a chunk costs only its own bytes.</summary>
    public virtual bool ReadsParts => true;

    /// <summary>Bytes on disk per byte of samples.</summary>
    public virtual double StoredRatio => 1;

    /// <summary>Bytes of samples that one core decodes per second, where chunks are encoded.</summary>
    public virtual double DecodeBytesPerSecond => 2e9;

    /// <summary>Bytes taken from files so far.</summary>
    public virtual long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Fills the destination with the region, packed.</summary>
    public abstract void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation);

    /// <summary>Tells the system that the region will be read soon.</summary>
    public virtual void Prefetch(in Region region)
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives handles back.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Adds to the record of bytes read.</summary>
    protected void Count(long bytes) => Interlocked.Add(ref _bytesRead, bytes);
}
