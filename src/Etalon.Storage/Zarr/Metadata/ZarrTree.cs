using System.Collections.Immutable;
using System.Text.Json;

namespace Etalon.Storage;

/// <summary>The groups and arrays of a store, of version 2 or 3, from consolidated metadata where there are any.</summary>
/// <param name="Root">The root group's attributes.</param>
/// <param name="Arrays">In the order of the metadata.</param>
/// <param name="Groups">Attributes of the groups below the root, by path.</param>
/// <param name="Remarks">Arrays that could not be understood, one sentence each.</param>
internal sealed record ZarrTree(
    JsonElement Root, ImmutableArray<ZarrArrayInfo> Arrays, ImmutableSortedDictionary<string, JsonElement> Groups,
    ImmutableArray<string> Remarks)
{
    /// <summary>Reads all metadata of a store.</summary>
    public static ZarrTree Read(ContainedFolder folder)
    {
        var reading = new ZarrTreeReading(folder);
        reading.Run();
        return reading.Result();
    }
}
