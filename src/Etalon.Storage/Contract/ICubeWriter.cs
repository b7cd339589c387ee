using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Writes one cube, chunk by chunk. Different chunks may be written by different threads at one time.</summary>
public unsafe interface ICubeWriter : IDisposable
{
    /// <summary>The cube being written.</summary>
    CubeInfo Cube { get; }

    /// <summary>The units of encoding.</summary>
    ChunkGrid Chunks { get; }

    /// <summary>The files that hold many chunks; equal to one piece where the format has a single file.</summary>
    ChunkGrid Shards { get; }

    /// <summary>Whether samples are written; where only what is known of the cube is, none need be read or computed.</summary>
    bool TakesSamples => true;

    /// <summary>
    /// Writes a region made of whole chunks (short ones at the cube's end), packed and row-major. Each chunk is written once.
    /// </summary>
    void Write(in Region region, byte* source, BufferPool scratch, CancellationToken cancellation);

    /// <summary>
    /// Called when every chunk of a shard has been written: index and bytes are flushed to disk. Afterwards the shard survives a
    /// power cut. Different shards may be finished by different threads.
    /// </summary>
    void FinishShard(long shard);

    /// <summary>Takes a shard as done that an earlier, interrupted run finished. False if its file is not there or not whole.</summary>
    bool AdoptShard(long shard);

    /// <summary>Bytes written to files so far, for the run's record.</summary>
    long BytesWritten { get; }
}
