using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Frames that lie in many files, or many in one, as an array: frame, row, column.</summary>
/// <remarks>
/// Frames that are not encoded are read in place, any part of them; where they lie is remembered, so that a file is looked into once.
/// Of encoded ones whole strips or tiles are decoded, each thread with a file of its own.
/// </remarks>
internal sealed unsafe class StackArray : StoredArray
{
    private const long PieceBytes = 1 << 20;
    private const long MostPieceBytes = 1L << 30;
    private const long DecodingRate = 200_000_000;

    private readonly FrameStack _stack;
    private readonly PlainFrames?[] _plain;
    private readonly PlainFiles _plainFiles;
    private readonly OpenFiles<FrameFile> _files;
    private readonly DecodedChunks _decoded;
    private readonly long _pieceBytes;

    /// <summary>Looks into the first file; others are opened when they are read.</summary>
    public StackArray(FrameStack stack)
        : base([stack.Frames, stack.Shape.Rows, stack.Shape.Columns], stack.Shape.Type)
    {
        _stack = stack;
        _plain = new PlainFrames?[stack.Files.Length];
        _plainFiles = new PlainFiles(stack);
        _files = new OpenFiles<FrameFile>(stack.OpenChecked);
        var first = _files.Take(0);
        try
        {
            ReadsParts = first.Plain is not null;
            var piece = first.Piece;
            _pieceBytes = RequireSmall(first, piece);
            Chunk = ReadsParts ? PieceShape.Of([1, stack.Shape.Rows, stack.Shape.Columns], Type.Bytes()) : [1, Rows(piece), stack.Shape.Columns];
            StoredRatio = ReadsParts ? 1 : Math.Min(1.1, RandomAccess.GetLength(first.Handle) / Math.Max(1.0, (double)stack.Shape.Bytes * first.Frames));
        }
        finally
        {
            _files.Return(0, first);
        }

        _decoded = new DecodedChunks(_pieceBytes);
    }

    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; }

    /// <inheritdoc />
    public override bool ReadsParts { get; }

    /// <inheritdoc />
    public override double StoredRatio { get; }

    /// <inheritdoc />
    public override double DecodeBytesPerSecond => ReadsParts ? base.DecodeBytesPerSecond : DecodingRate;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var bytes = region.Length[1] * region.Length[2] * Type.Bytes();
        for (var frame = region.Start[0]; frame < region.End(0); frame++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadFrame(frame, region.With(0, frame, 1), destination, scratch, cancellation);
            destination += bytes;
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _files.Dispose();
            _plainFiles.Dispose();
            _decoded.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadFrame(long frame, in Region wanted, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        var (file, inside) = _stack.Find(frame);
        try
        {
            if (_plain[file] is { } known)
            {
                ReadPlain(file, known, inside, wanted, destination, scratch, cancellation);
                return;
            }

            var opened = _files.Take(file);
            try
            {
                _plain[file] = opened.Plain;
                if (opened.Plain is null)
                {
                    ReadPieces(opened, inside, frame, wanted, destination, scratch);
                }
            }
            finally
            {
                _files.Return(file, opened);
            }

            if (_plain[file] is { } found)
            {
                ReadPlain(file, found, inside, wanted, destination, scratch, cancellation);
            }
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(_stack.Files[file], "", error);
        }
    }

    private void ReadPlain(
        int file, PlainFrames plain, int frame, in Region wanted, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        var sample = Type.Bytes();
        var row = _stack.Shape.Columns * sample;
        var offset = plain.Offsets[frame] + (wanted.Start[1] * row) + (wanted.Start[2] * sample);
        var handle = _plainFiles.Take(file);
        try
        {
            Count(RawBox.Read(
                handle, offset, [row, sample], destination, [wanted.Length[2] * sample, sample], [wanted.Length[1], wanted.Length[2]], sample,
                scratch, cancellation));
        }
        finally
        {
            _plainFiles.Return(file, handle);
        }

        if (plain.IsForeignOrder)
        {
            ByteOrder.Swap(destination, wanted.Samples * sample, Type);
        }
    }

    private void ReadPieces(FrameFile file, int inside, long frame, Region wanted, byte* destination, BufferPool scratch)
    {
        var piece = file.Piece;
        var bytes = RequireSmall(file, piece);
        var grid = new ChunkGrid([1, _stack.Shape.Rows, _stack.Shape.Columns], [1, piece.Rows, piece.Columns]);
        var local = wanted.With(0, 0, 1);
        foreach (var ordinal in grid.Touching(local))
        {
            var there = grid[ordinal];
            var whole = new Region(there.Start, grid.Chunk);
            var common = there.Intersect(local);
            if (bytes != _pieceBytes || common.Equals(there) || !_decoded.IsUseful)
            {
                using var buffer = scratch.Rent(bytes);
                Decode(file, inside, ordinal, buffer.Bytes);
                BoxCopy.Run(common, buffer.Pointer, whole, destination, local, Type.Bytes());
            }
            else
            {
                _decoded.Use(
                    (frame * grid.Count) + ordinal,
                    buffer => Decode(file, inside, ordinal, buffer.Bytes),
                    buffer => BoxCopy.Run(common, buffer.Pointer, whole, destination, local, Type.Bytes()));
            }
        }
    }

    private void Decode(FrameFile file, int frame, long piece, Span<byte> destination)
    {
        file.Decode(frame, piece, destination);
        Count((long)(destination.Length * StoredRatio));
    }

    private long RequireSmall(FrameFile file, (long Rows, long Columns) piece)
    {
        var bytes = checked(piece.Rows * piece.Columns * Type.Bytes());
        return bytes <= MostPieceBytes || file.Plain is not null
            ? bytes
            : throw new RefusalException(
                "chunk-too-large", $"A strip or tile of '{file.Path}' has {bytes} bytes; at most {MostPieceBytes} are decoded at once.",
                "Write the file again with smaller strips (tiffcp -r 64).", RefusalKind.TooLarge);
    }

    /// <summary>Rows of whole strips that make pieces of a sensible size for whoever plans.</summary>
    private long Rows((long Rows, long Columns) piece)
    {
        var row = Math.Max(1, _stack.Shape.Columns * Type.Bytes());
        var strips = Math.Max(1, PieceBytes / Math.Max(1, row * piece.Rows));
        return Math.Min(_stack.Shape.Rows, strips * piece.Rows);
    }
}
