namespace Etalon.Storage;

/// <summary>Finds out when the flats and darks of a Data Exchange file were taken.</summary>
/// <remarks>
/// The layout itself has no place for it. Files written by the detector's own program list for every frame, in the order of time,
/// where it went; others say how the scan was planned.
/// </remarks>
internal static class DataExchangeMoments
{
    private const double Before = -0.5;

    /// <summary>When each was taken, counted in projections.</summary>
    /// <param name="fields">The file.</param>
    /// <param name="member">The stack: <c>data_white</c> or <c>data_dark</c>.</param>
    /// <param name="frames">Its frames.</param>
    /// <param name="projections">Number of projections.</param>
    /// <param name="remarks">Takes where the answer came from.</param>
    public static IEnumerable<double> Of(Hdf5Fields fields, string member, long frames, long projections, List<string> remarks)
    {
        if (FromPlaces(fields, member, frames, projections) is { } listed)
        {
            return listed;
        }

        var mode = Mode(fields, member);
        var after = projections - 0.5;
        var count = checked((int)frames);
        switch (mode.ToUpperInvariant())
        {
            case "START":
                return Enumerable.Repeat(Before, count);
            case "END":
                return Enumerable.Repeat(after, count);
            case "BOTH" when count % 2 == 0:
                return Enumerable.Repeat(Before, count / 2).Concat(Enumerable.Repeat(after, count / 2));
            default:
                remarks.Add($"The file does not say when the {count} frames of 'exchange/{member}' were taken; they count as taken before the projections.");
                return Enumerable.Repeat(Before, count);
        }
    }

    private static string Mode(Hdf5Fields fields, string member) => member is "data_white"
        ? fields.DatasetAt(fields.Listing.Root, "process/acquisition/flat_fields/flat_field_mode").Text()
        : fields.DatasetAt(fields.Listing.Root, "process/acquisition/dark_fields/dark_field_mode").Text();

    private static List<double>? FromPlaces(Hdf5Fields fields, string member, long frames, long projections)
    {
        if (fields.DatasetAt(fields.Listing.Root, "defaults/HDF5FrameLocation") is not { Type.Class: Etalon.Native.Hdf5TypeClass.Text } places)
        {
            return null;
        }

        var seen = 0L;
        var times = new List<double>();
        foreach (var place in NexusTexts.Read(places).Select(static place => place.Trim('\0', ' ')))
        {
            if (place is "/exchange/data")
            {
                seen++;
            }
            else if (string.Equals(place, "/exchange/" + member, StringComparison.Ordinal))
            {
                times.Add(seen - 0.5);
            }
        }

        return seen == projections && times.Count == frames ? times : null;
    }
}
