using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Chooses the fastest safe way to read a dataset.</summary>
internal static unsafe class ArrayOpening
{
    // A chunk is decoded into one span, and a hostile file could ask for any amount of memory.
    private const long MaximumChunkBytes = 1L << 30;

    /// <summary>Opens a dataset for reading; it belongs to the array afterwards.</summary>
    /// <exception cref="RefusalException">Its samples lie outside the file, a filter is missing, or the file is damaged.</exception>
    public static StoredArray Open(Hdf5Source source, Hdf5Dataset dataset, SampleType type, int depth = 0)
    {
        try
        {
            return Hdf5Source.Guarded(source.Path, () => Choose(source, dataset, type, depth));
        }
        catch
        {
            dataset.Dispose();
            throw;
        }
    }

    private static StoredArray Choose(Hdf5Source source, Hdf5Dataset dataset, SampleType type, int depth)
    {
        var creation = dataset.Creation;
        RequireInside(dataset);
        if (creation.Layout != Hdf5Layout.Virtual && (int?)dataset.Type.Number != (int)type)
        {
            // Only sources of virtual datasets are asked for another type than their own.
            RequireFilters(dataset);
            return new LibraryArray(dataset, type);
        }

        return creation.Layout switch
        {
            Hdf5Layout.Contiguous when dataset.Type.IsPlain => Contiguous(source, dataset, type),
            Hdf5Layout.Chunked => Chunked(dataset, type),
            Hdf5Layout.Virtual => VirtualOpening.Open(source, dataset, type, depth),
            _ => new LibraryArray(dataset, type),
        };
    }

    /// <summary>Refuses what the library alone would read, where it would leave the file or cannot decode a chunk.</summary>
    internal static void RequireOwnSamples(Hdf5Dataset dataset)
    {
        RequireInside(dataset);
        if (dataset.Creation.Layout == Hdf5Layout.Virtual)
        {
            throw new RefusalException(
                "virtual-elements", $"'{dataset.Path}' is a virtual dataset of elements that are no numbers; these are not read.",
                "Open the files from which it takes its elements.", RefusalKind.Unsupported);
        }

        RequireChunk(dataset, dataset.Type.Size);
        RequireFilters(dataset);
    }

    private static void RequireInside(Hdf5Dataset dataset)
    {
        if (dataset.Creation.External.Count > 0)
        {
            throw new RefusalException(
                "external-storage",
                $"The samples of '{dataset.Path}' lie in '{dataset.Creation.External[0].File}', outside the HDF5 file; this is not followed.",
                "Copy the dataset into one file with h5repack, and import that.", RefusalKind.Unsupported);
        }
    }

    private static void RequireChunk(Hdf5Dataset dataset, long elementBytes)
    {
        var chunk = checked(dataset.Creation.ChunkShape.Aggregate(1L, (product, length) => checked(product * length)) * elementBytes);
        if (chunk > MaximumChunkBytes)
        {
            throw new RefusalException(
                "chunk-too-large",
                $"A chunk of '{dataset.Path}' has {chunk} bytes; at most {MaximumChunkBytes} are decoded at once.",
                "Rewrite the file with smaller chunks (h5repack -l CHUNK=…).", RefusalKind.TooLarge);
        }
    }

    private static StoredArray Contiguous(Hdf5Source source, Hdf5Dataset dataset, SampleType type)
    {
        ImmutableArray<long> shape = [.. dataset.Shape];
        var bytes = checked(Region.Of(shape).Samples * type.Bytes());
        if (dataset.FileOffset is not { } offset)
        {
            var fill = FillOf(dataset, type);
            dataset.Dispose();
            return new FillArray([.. fill.Span], shape, type);
        }

        if (offset < 0 || offset > source.Length - bytes)
        {
            throw Refusal.Corrupt(
                source.Path, $"'{dataset.Path}' should lie at byte {offset} and take {bytes}, the file has {source.Length}");
        }

        var place = new FilePlace(source.Handle, source.Path, offset, dataset.Type.Order == Hdf5ByteOrder.Big);
        dataset.Dispose();
        return new FileArray(place, shape, type);
    }

    private static StoredArray Chunked(Hdf5Dataset dataset, SampleType type)
    {
        RequireChunk(dataset, type.Bytes());
        if (dataset.Type.IsPlain && FilterPipeline.Find(dataset.Creation.Filters, type.Bytes()) is { } pipeline)
        {
            return new ChunkedArray(dataset, type, pipeline, FillOf(dataset, type));
        }

        RequireFilters(dataset);
        return new LibraryArray(dataset, type);
    }

    private static void RequireFilters(Hdf5Dataset dataset)
    {
        if (dataset.Creation.Filters.FirstOrDefault(filter => !filter.IsAvailable) is { } missing)
        {
            throw new RefusalException(
                "missing-filter", $"'{dataset.Path}' cannot be decoded: {Hdf5FilterSupport.Missing(missing.Id)} ('{missing.Name}').",
                "Install the filter, or rewrite the file with h5repack and another one (deflate is always there).",
                RefusalKind.Unsupported);
        }
    }

    /// <summary>The fill value as a sample; zero where the file sets none.</summary>
    internal static ReadOnlyMemory<byte> FillOf(Hdf5Dataset dataset, SampleType type) =>
        dataset.Creation.Fill.Length == type.Bytes() ? dataset.Creation.Fill : new byte[type.Bytes()];
}
