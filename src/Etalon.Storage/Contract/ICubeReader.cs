using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads regions of one stored cube. Thread-safe.</summary>
public unsafe interface ICubeReader : IDisposable
{
    /// <summary>What the cube looks like to operators: scaling applied, missing samples NaN (floats) or <see cref="CubeInfo.Missing"/>.</summary>
    CubeInfo Cube { get; }

    /// <summary>The units of decoding; a contiguous source gives the pieces it reads best.</summary>
    ChunkGrid Chunks { get; }

    /// <summary>Whether a part of a chunk costs only its own bytes (nothing is compressed).</summary>
    bool ReadsParts { get; }

    /// <summary>Bytes on disk per byte of samples; 1 where nothing is compressed. An estimate, for plans.</summary>
    double StoredRatio { get; }

    /// <summary>Bytes of samples that one core decodes per second, where chunks are encoded. An estimate, for plans.</summary>
    double DecodeBytesPerSecond => 2e9;

    /// <summary>
    /// Fills <paramref name="destination"/> with the region: packed, row-major, native byte order. Never trusts the file: a lying
    /// or truncated chunk is refused (<c>corrupt-file</c>), never a crash and never other bytes.
    /// </summary>
    /// <param name="region">Inside the cube.</param>
    /// <param name="destination">Room for exactly the region's samples.</param>
    /// <param name="scratch">Where buffers for encoded bytes and whole chunks come from.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation);

    /// <summary>
    /// Lends the region's samples where they lie, without copying, if they lie there just as <see cref="Read"/> would give them.
    /// They must not be written to. Checked like everything that is read.
    /// </summary>
    /// <param name="region">Inside the cube.</param>
    /// <param name="pool">What its budget leaves may be lent: pages of files count as memory of this process.</param>
    /// <param name="cancellation">Stops before a check.</param>
    /// <returns>Null where only <see cref="Read"/> can bring the region.</returns>
    LentSamples? TryLend(in Region region, BufferPool pool, CancellationToken cancellation) => null;

    /// <summary>Tells the system that the region will be read soon; returns at once.</summary>
    void Prefetch(in Region region);

    /// <summary>Bytes read from files so far, for the run's record.</summary>
    long BytesRead { get; }
}
