using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Opens virtual datasets.</summary>
internal static class VirtualOpening
{
    // A ring of virtual datasets would be opened for ever.
    private const int MaximumDepth = 8;

    /// <summary>The first source that lies outside the folder tree; null where all lie inside.</summary>
    public static string? Outside(Hdf5Source source, Hdf5Dataset dataset) => dataset.Creation.Virtual
        .Select(mapping => mapping.SourceFile)
        .Distinct(StringComparer.Ordinal)
        .Where(file => file is not ".")
        .FirstOrDefault(file => source.Tree.Leaves(source.Path, VirtualPieces.Name(file, 0)));

    /// <summary>Opens a virtual dataset whose sources all lie in the folder tree; the dataset is closed.</summary>
    /// <exception cref="RefusalException">A source lies outside.</exception>
    public static StoredArray Open(Hdf5Source source, Hdf5Dataset dataset, SampleType type, int depth)
    {
        var outside = Outside(source, dataset);
        if (outside is null)
        {
            dataset.TakeVirtualShape(source, depth);
        }

        var pieces = VirtualPieces.Of(dataset);
        outside ??= pieces?.Select(piece => piece.File).FirstOrDefault(file => file is not "." && source.Tree.Leaves(source.Path, file));
        if (outside is not null)
        {
            throw new RefusalException(
                "outside-folder",
                $"'{dataset.Path}' takes samples from '{outside}', outside the folder of '{source.Path}'; this is not followed.",
                "Put the files into one folder, or import the file that holds the samples.", RefusalKind.Forbidden);
        }

        if (depth >= MaximumDepth)
        {
            throw Refusal.Corrupt(source.Path, $"'{dataset.Path}' is made of virtual datasets more than {MaximumDepth} deep");
        }

        if (pieces is null)
        {
            // Irregular selections are left to the library, which must find each source where it was checked.
            LibrarySources.Require(source, dataset);
            dataset.AllowOtherFiles = true;
            return new LibraryArray(dataset, type);
        }

        ImmutableArray<byte> fill = [.. ArrayOpening.FillOf(dataset, type).Span];
        ImmutableArray<long> shape = [.. dataset.Shape];
        dataset.Dispose();
        var sources = new VirtualSources(source, type, depth);
        try
        {
            return new VirtualArray([.. pieces], sources, shape, type, fill, source.Path);
        }
        catch
        {
            sources.Dispose();
            throw;
        }
    }
}
