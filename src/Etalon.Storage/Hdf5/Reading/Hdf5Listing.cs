using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>Everything found in a file and in the files of its folder that it links to. Disposing closes them.</summary>
/// <param name="Main">The file itself.</param>
/// <param name="Root">Its root group.</param>
/// <param name="Groups">All groups, each once, parents first.</param>
/// <param name="Datasets">All datasets, each once.</param>
/// <param name="Remarks">What was seen but not followed.</param>
/// <param name="Others">The other files.</param>
internal sealed record Hdf5Listing(
    Hdf5Source Main,
    Hdf5Entry Root,
    ImmutableArray<Hdf5Entry> Groups,
    ImmutableArray<Hdf5Entry> Datasets,
    ImmutableArray<string> Remarks,
    ImmutableArray<Hdf5Source> Others) : IDisposable
{
    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var other in Others)
        {
            other.Dispose();
        }

        Main.Dispose();
    }
}
