using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>An image in encoded tiles, decoded by the library, one thread at a time.</summary>
internal sealed unsafe class TileArray : StoredArray
{
    private const long PieceBytes = 16 << 20;

    private readonly FitsFile _file;
    private readonly FitsPart _part;
    private readonly FitsTiles _tiles;
    private readonly TileCheck _check;
    private readonly ChunkGrid _grid;
    private readonly Lock _checking = new();

    /// <summary>Takes over the file as the library opened it; the handle belongs to the dataset's reader.</summary>
    public TileArray(SafeFileHandle handle, FitsFile file, FitsPart part, FitsTiles tiles, SampleType type)
        : base([.. part.Lengths.Reverse()], type)
    {
        (_file, _part, _tiles, _check) = (file, part, tiles, new TileCheck(handle, tiles));
        _grid = new ChunkGrid(Shape, tiles.Tile);
        var piece = PieceShape.Of(Shape.AsSpan(), type.Bytes());
        Chunk = [.. piece.Select((length, i) => Math.Min(Shape[i], (length + tiles.Tile[i] - 1) / tiles.Tile[i] * tiles.Tile[i]))];
    }

    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; }

    /// <inheritdoc />
    public override bool ReadsParts => false;

    /// <inheritdoc />
    public override double StoredRatio => _tiles.StoredRatio;

    /// <inheritdoc />
    public override double DecodeBytesPerSecond => 2e8;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var row = region.Samples / region.Length[0] * Type.Bytes();
        var rows = Math.Max(1, PieceBytes / row / _tiles.Tile[0]) * _tiles.Tile[0];
        for (var at = region.Start[0]; at < region.End(0);)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = Math.Min(region.End(0), (at / rows * rows) + rows);
            ReadPiece(region.With(0, at, next - at), destination);
            destination += (next - at) * row;
            at = next;
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadPiece(in Region piece, byte* destination)
    {
        var bytes = piece.Samples * Type.Bytes();
        try
        {
            RequireTiles(piece);
            _file.Read(_part, piece.Start.AsSpan(), piece.Length.AsSpan(), destination, bytes);
        }
        catch (Exception error) when (error is NativeException or InvalidDataException)
        {
            throw Refusal.Corrupt(_file.Name, $"part {_part.Number} at {piece}: {(error as NativeException)?.Text ?? error.Message}", error);
        }

        Count((long)(bytes * StoredRatio));
    }

    private void RequireTiles(in Region piece)
    {
        using var one = _checking.EnterScope();
        foreach (var tile in _grid.Touching(piece))
        {
            _check.Require(tile, _grid[tile].Samples);
        }
    }
}
