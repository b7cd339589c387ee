using System.Collections.Immutable;

namespace Etalon.Storage;

/// <summary>Reads small text datasets.</summary>
internal static class NexusTexts
{
    private const long MaximumTexts = 1 << 16;

    /// <summary>All texts; none where there are too many.</summary>
    public static ImmutableArray<string> Read(Hdf5Entry entry)
    {
        if (entry.Count is 0 or > MaximumTexts)
        {
            return [];
        }

        using var dataset = entry.Open();
        return !dataset.Creation.LeavesFile && dataset.ReadAll().Values is string[] texts ? [.. texts] : [];
    }
}
