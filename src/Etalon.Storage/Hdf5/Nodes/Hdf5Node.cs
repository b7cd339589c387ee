using Etalon.Native;

namespace Etalon.Storage;

/// <summary>What a path leads to.</summary>
/// <param name="Path">The path that was asked for, beginning with a slash.</param>
/// <param name="Place">Where the object lies; null for a link that is not followed.</param>
/// <param name="Link">That link.</param>
internal sealed record Hdf5Node(string Path, Hdf5Place? Place, Hdf5Link? Link)
{
    /// <summary>The last name of the path; empty for the root.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];
}
