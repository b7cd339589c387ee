using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A virtual dataset: pieces of other datasets, read from these in parallel; what no source fills is the fill value.</summary>
internal sealed unsafe class VirtualArray : StoredArray
{
    private readonly VirtualPiece[] _pieces;
    private readonly VirtualSources _sources;
    private readonly ImmutableArray<byte> _fill;
    private readonly string _path;

    /// <summary>Takes over the sources.</summary>
    public VirtualArray(
        VirtualPiece[] pieces, VirtualSources sources, ImmutableArray<long> shape, SampleType type, ImmutableArray<byte> fill, string path)
        : base(shape, type)
    {
        _pieces = pieces;
        _sources = sources;
        _fill = fill;
        _path = path;
        var chunk = PieceShape.Of(shape.AsSpan(), type.Bytes());
        var readsParts = true;
        var ratio = 1.0;
        foreach (var piece in pieces.Take(1))
        {
            _ = sources.Use(piece.File, piece.Dataset, source =>
            {
                readsParts = source.ReadsParts;
                ratio = source.StoredRatio;
                chunk = source.Chunk.Length == shape.Length && !readsParts
                    ? [.. source.Chunk.Select((length, i) => Math.Min(length, shape[i]))]
                    : chunk;
            });
        }

        (Chunk, ReadsParts, StoredRatio) = (chunk, readsParts, ratio);
    }

    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; }

    /// <inheritdoc />
    public override bool ReadsParts { get; }

    /// <inheritdoc />
    public override double StoredRatio { get; }

    /// <inheritdoc />
    public override long BytesRead => _sources.BytesRead;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        BoxFill.Run(destination, region.Samples, _fill.AsSpan());
        var wanted = region;
        foreach (var piece in _pieces)
        {
            if (Overlap(piece, region) is { } ordinals)
            {
                cancellation.ThrowIfCancellationRequested();
                _ = _sources.Use(
                    piece.File, piece.Dataset, source => ReadPiece(piece, ordinals, source, wanted, destination, scratch, cancellation));
            }
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sources.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>For each axis, the first and the last-but-one number of the selected indices inside the region.</summary>
    private static (long From, long To)[]? Overlap(VirtualPiece piece, in Region region)
    {
        var ordinals = new (long From, long To)[region.Rank];
        for (var i = 0; i < ordinals.Length; i++)
        {
            ordinals[i] = (piece.Target[i].Below(region.Start[i]), piece.Target[i].Below(region.End(i)));
            if (ordinals[i].From >= ordinals[i].To)
            {
                return null;
            }
        }

        return ordinals;
    }

    private void ReadPiece(
        VirtualPiece piece, (long From, long To)[] ordinals, StoredArray source, in Region region, byte* destination, BufferPool scratch,
        CancellationToken cancellation)
    {
        var spans = piece.Select(source.Shape);
        var axes = Match(piece.Target, spans)
            ?? throw Refusal.Corrupt(_path, $"a piece of a virtual dataset has another shape than its source '{piece.Dataset}' in '{piece.File}'");
        var runs = new List<(long At, long Length)>[ordinals.Length];
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = Runs(piece.Target[i], axes[i] < 0 ? null : spans[axes[i]], ordinals[i]);
            if (runs[i].Count == 0)
            {
                return;
            }
        }

        var at = new int[runs.Length];
        do
        {
            cancellation.ThrowIfCancellationRequested();
            ReadBox(piece, spans, axes, [.. at.Select((index, axis) => runs[axis][index])], source, region, destination, scratch);
        }
        while (Next(at, runs));
    }

    private void ReadBox(
        VirtualPiece piece, VirtualSpan[] spans, int[] axes, (long At, long Length)[] box, StoredArray source, in Region region,
        byte* destination, BufferPool scratch)
    {
        var start = spans.Select(span => span[0]).ToArray();
        var length = new long[spans.Length];
        Array.Fill(length, 1);
        for (var i = 0; i < box.Length; i++)
        {
            if (axes[i] >= 0)
            {
                start[axes[i]] = spans[axes[i]][box[i].At];
                length[axes[i]] = box[i].Length;
            }
        }

        var from = new Region([.. start], [.. length]);
        var to = new Region([.. box.Select((run, i) => piece.Target[i][run.At])], [.. box.Select(run => run.Length)]);
        if (BoxCopy.PlaceOf(to, region, Type.Bytes()) is { } offset)
        {
            source.Read(from, destination + offset, scratch, CancellationToken.None);
            return;
        }

        using var part = scratch.Rent(from.Samples * Type.Bytes());
        source.Read(from, part.Pointer, scratch, CancellationToken.None);
        BoxCopy.Run(to, part.Pointer, to, destination, region, Type.Bytes());
    }

    /// <summary>
    /// For each virtual axis the axis of the source that fills it, -1 where a single index is selected. Null where the selections
    /// do not run side by side.
    /// </summary>
    private static int[]? Match(VirtualSpan[] target, VirtualSpan[] source)
    {
        var wide = Enumerable.Range(0, source.Length).Where(axis => source[axis].Selected != 1).ToArray();
        var axes = new int[target.Length];
        var next = 0;
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = -1;
            if (target[i].Selected != 1 || (next < wide.Length && wide.Length - next > target[(i + 1)..].Count(span => span.Selected != 1)))
            {
                if (next == wide.Length)
                {
                    return null;
                }

                axes[i] = wide[next++];
            }
        }

        return next == wide.Length ? axes : null;
    }

    /// <summary>Stretches of ordinals that are neighbours on both sides, as far as the source goes.</summary>
    private static List<(long At, long Length)> Runs(VirtualSpan target, VirtualSpan? source, (long From, long To) ordinals)
    {
        var runs = new List<(long At, long Length)>();
        var end = Math.Min(ordinals.To, source?.Selected ?? 1);
        for (var at = ordinals.From; at < end;)
        {
            var length = Math.Min(end - at, target.RunFrom(at));
            length = source is { } span ? Math.Min(length, span.RunFrom(at)) : length;
            runs.Add((at, length));
            at += length;
        }

        return runs;
    }

    private static bool Next(int[] at, List<(long At, long Length)>[] runs)
    {
        for (var i = at.Length - 1; i >= 0; i--)
        {
            if (++at[i] < runs[i].Count)
            {
                return true;
            }

            at[i] = 0;
        }

        return false;
    }
}
