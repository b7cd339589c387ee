using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>A dataset that only the library can decode (szip, scale-offset, unusual number types): read under its lock, one thread at a time.</summary>
internal sealed unsafe class LibraryArray : StoredArray
{
    private const long PieceBytes = 16 << 20;

    private readonly Hdf5Dataset _dataset;

    /// <summary>Takes over the dataset.</summary>
    public LibraryArray(Hdf5Dataset dataset, SampleType type)
        : base([.. dataset.Shape], type)
    {
        _dataset = dataset;
        Chunk = dataset.Creation.ChunkShape.Count > 0
            ? [.. dataset.Creation.ChunkShape]
            : PieceShape.Of(Shape.AsSpan(), type.Bytes());
        ReadsParts = dataset.Creation.Filters.Count == 0;
    }

    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; }

    /// <inheritdoc />
    public override bool ReadsParts { get; }

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        if (region.Rank == 0)
        {
            ReadPiece(region, destination);
            return;
        }

        var row = region.Samples / region.Length[0] * Type.Bytes();
        var rows = Math.Max(1, PieceBytes / Math.Max(1, row));
        for (var done = 0L; done < region.Length[0]; done += rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var piece = region.With(0, region.Start[0] + done, Math.Min(rows, region.Length[0] - done));
            ReadPiece(piece, destination + (done * row));
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _dataset.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ReadPiece(in Region piece, byte* destination)
    {
        var bytes = piece.Samples * Type.Bytes();
        try
        {
            _dataset.Read(piece.Start.AsSpan(), piece.Length.AsSpan(), NumberTypeOf(Type), destination, bytes);
        }
        catch (NativeException error)
        {
            throw Refusal.Corrupt(_dataset.File.Path, $"'{_dataset.Path}' at {piece}: {error.Text}", error);
        }

        Count(bytes);
    }

    /// <summary>Both lists stand in the same order; halves, which the library does not know by name, are seen and written as float32.</summary>
    internal static NumberType NumberTypeOf(SampleType type) => type <= SampleType.Complex64
        ? (NumberType)(int)type
        : throw new RefusalException(
            "unsupported-sample-type", $"HDF5 and NetCDF files are written without {type.Name()}.", "Cast it to float32 first.", RefusalKind.Unsupported);
}
