using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>
/// What must hold before the library reads a virtual dataset itself: a source that is not where it was looked for would be looked for
/// elsewhere, in the current folder too, and a source that is virtual again would lead on unchecked.
/// </summary>
internal static class LibrarySources
{
    /// <summary>Every source is a plain dataset of a file in the folder tree.</summary>
    /// <exception cref="RefusalException">It is not so.</exception>
    public static void Require(Hdf5Source source, Hdf5Dataset dataset)
    {
        var named = dataset.Creation.Virtual.Select(mapping => (mapping.SourceFile, mapping.SourceDataset)).Distinct();
        if (dataset.Creation.Virtual.Any(mapping => mapping.Virtual?.Count.Contains(-1) == true)
            || named.Any(name => name.SourceFile.Contains('%', StringComparison.Ordinal) || !IsPlain(source, name.SourceFile, name.SourceDataset)))
        {
            throw new RefusalException(
                "virtual-dataset",
                $"'{dataset.Path}' of '{source.Path}' takes irregular parts of other datasets, and not all of these are plain datasets in the folder of the file.",
                "Import the files that hold the samples, or copy the dataset into one file (h5py: read it, write it).", RefusalKind.Unsupported);
        }
    }

    private static bool IsPlain(Hdf5Source source, string file, string dataset)
    {
        try
        {
            if (file is ".")
            {
                return IsPlain(source, dataset);
            }

            if (source.Tree.Resolve(source.Path, file) is not { } real)
            {
                return false;
            }

            using var other = source.OpenBeside(real);
            return IsPlain(other, dataset);
        }
        catch (NativeException)
        {
            return false;
        }
    }

    private static bool IsPlain(Hdf5Source source, string dataset)
    {
        using var found = source.File.OpenDataset(dataset, followSoftLinks: true);
        return !found.Creation.LeavesFile;
    }
}
