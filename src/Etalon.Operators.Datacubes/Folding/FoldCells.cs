using System.Buffers;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The running values of a fold, one cell per output; knows nothing of axes and regions.</summary>
internal abstract unsafe class FoldCells : IDisposable
{
    /// <summary>Adds neighbouring samples to one cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="run">The first sample.</param>
    /// <param name="length">How many.</param>
    /// <param name="place">Where the first sample lies in the folded axes, counted in row-major order.</param>
    /// <param name="step">How far apart neighbours lie there.</param>
    public abstract void AddRun(int cell, byte* run, long length, long place, long step);

    /// <summary>Adds runs of neighbouring samples, each to a cell of its own.</summary>
    /// <param name="cell">The cell of the first run; the others follow it.</param>
    /// <param name="source">The first sample.</param>
    /// <param name="length">Samples in a run.</param>
    /// <param name="runs">How many runs.</param>
    /// <param name="stride">Samples from the beginning of one run to the next.</param>
    /// <param name="sampleBytes">Length of a sample.</param>
    /// <param name="places">Where the first sample lies in the folded axes, how far apart neighbours and how far apart runs lie there.</param>
    public virtual void AddRuns(
        int cell, byte* source, long length, long runs, long stride, int sampleBytes, (long First, long Step, long RunStep) places)
    {
        for (var run = 0L; run < runs; run++)
        {
            AddRun(cell + (int)run, source + (run * stride * sampleBytes), length, places.First + (run * places.RunStep), places.Step);
        }
    }

    /// <summary>Adds rows of at least <see cref="FoldWalk.NarrowestStrip"/> samples to as many neighbouring cells.</summary>
    /// <param name="cell">The cell of the first column.</param>
    /// <param name="source">The first sample.</param>
    /// <param name="columns">Samples in a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="place">Where the first row lies in the folded axes.</param>
    /// <param name="step">How far apart rows lie there.</param>
    public abstract void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step);

    /// <summary>Adds what other cells of the same kind have seen.</summary>
    public abstract void Merge(FoldCells other);

    /// <summary>Writes the results.</summary>
    public abstract void Finish(Block output);

    /// <summary>Writes the running values.</summary>
    public abstract void Save(IBufferWriter<byte> writer);

    /// <summary>Replaces the running values by saved ones, and returns what follows them.</summary>
    public abstract ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives memory back.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>Writes a buffer as it is.</summary>
    protected static void Save(IBufferWriter<byte> writer, NativeBuffer buffer) => writer.Write(buffer.Bytes);

    /// <summary>Reads a buffer back.</summary>
    protected static ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved, NativeBuffer buffer)
    {
        saved[..buffer.Bytes.Length].CopyTo(buffer.Bytes);
        return saved[buffer.Bytes.Length..];
    }

    /// <summary>A cleared buffer with room for that many values, rounded up to whole vectors.</summary>
    protected static NativeBuffer Rent<T>(BufferPool pool, int cells)
        where T : unmanaged
    {
        var buffer = pool.Rent(Bytes<T>(cells));
        NativeMemory.Clear(buffer.Pointer, (nuint)buffer.Length);
        return buffer;
    }

    /// <summary>Bytes of such a buffer.</summary>
    protected static long Bytes<T>(long cells)
        where T : unmanaged => ((cells * sizeof(T)) + 63) & ~63L;
}
