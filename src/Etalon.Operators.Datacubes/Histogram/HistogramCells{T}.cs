using System.Buffers;
using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Counts per bin; the bins of one output are neighbouring cells.</summary>
internal sealed unsafe class HistogramCells<T> : FoldCells
    where T : unmanaged, INumber<T>
{
    private readonly BinEdges _edges;
    private readonly T? _missing;
    private readonly NativeBuffer _counts;
    private readonly int _count;
    private readonly int _first;
    private readonly int _bins;

    /// <summary>Nothing counted yet.</summary>
    public HistogramCells(Int128? missing, BinEdges edges, Region output, BufferPool pool)
    {
        _edges = edges;
        _missing = missing is { } fill ? T.CreateTruncating(fill) : null;
        _count = checked((int)output.Samples);
        _first = (int)output.Start[^1];
        _bins = (int)output.Length[^1];
        _counts = Rent<long>(pool, _count);
    }

    private Span<long> Counts => new(_counts.Pointer, _count);

    /// <inheritdoc />
    public override void AddRun(int cell, byte* run, long length, long place, long step) =>
        Add(Counts.Slice(cell, _bins), (T*)run, length, 1);

    /// <inheritdoc />
    public override void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step)
    {
        // Only where the region holds a single bin, so that outputs are neighbours.
        for (var column = 0; column < columns; column++)
        {
            Add(Counts.Slice(cell + column, 1), (T*)source + column, rows, stride);
        }
    }

    /// <inheritdoc />
    public override void Merge(FoldCells other)
    {
        var more = ((HistogramCells<T>)other).Counts;
        for (var i = 0; i < more.Length; i++)
        {
            Counts[i] += more[i];
        }
    }

    /// <inheritdoc />
    public override void Finish(Block output) => Counts.CopyTo(output.As<long>());

    /// <inheritdoc />
    public override void Save(IBufferWriter<byte> writer) => Save(writer, _counts);

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved) => Load(saved, _counts);

    /// <inheritdoc />
    protected override void Dispose(bool disposing) => _counts.Dispose();

    private void Add(Span<long> counts, T* samples, long length, long stride)
    {
        for (var i = 0L; i < length; i++)
        {
            var sample = samples[i * stride];
            var bin = sample == _missing ? -1 : _edges.Find(double.CreateTruncating(sample)) - _first;
            if ((uint)bin < (uint)counts.Length)
            {
                counts[bin]++;
            }
        }
    }
}
