using System.Collections.Immutable;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Reads NetCDF-4 files through libhdf5: dimension scales are dimensions, datasets are variables.</summary>
internal static class NetCdf4File
{
    private const string DimensionOnly = "This is a netCDF dimension but not a netCDF variable";
    private const string NotCoordinate = "_nc4_non_coord_";
    private const long MaximumTexts = 1 << 20;

    /// <summary>Opens a file.</summary>
    public static CfFile Open(string path)
    {
        var listing = Hdf5Walk.Of(Hdf5Source.Open(path));
        try
        {
            return Hdf5Source.Guarded(path, () => Lay(path, listing));
        }
        catch
        {
            listing.Dispose();
            throw;
        }
    }

    private static CfFile Lay(string path, Hdf5Listing listing)
    {
        var remarks = listing.Remarks.ToBuilder();
        var scales = Scales(listing);
        var variables = ImmutableArray.CreateBuilder<CfVariable>();
        foreach (var entry in listing.Datasets)
        {
            if (entry.ScaleName?.StartsWith(DimensionOnly, StringComparison.Ordinal) == true)
            {
                continue;
            }

            if (entry.SampleType is null && entry.Type!.Class != Hdf5TypeClass.Text)
            {
                remarks.Add($"'{entry.Path}' holds values of type {entry.Type.Class}, which is no cube.");
                continue;
            }

            variables.Add(Describe(entry, scales));
        }

        return new CfFile(path, variables.ToImmutable(), listing.Root.Attributes, remarks.ToImmutable(), listing);
    }

    /// <summary>
    /// The dimensions by their scales. A dimension without limit is as long as the longest variable on it; datasets, the scale
    /// included, grow only when they are written.
    /// </summary>
    private static Dictionary<Hdf5Reference, CfDimension> Scales(Hdf5Listing listing)
    {
        var scales = new Dictionary<Hdf5Reference, CfDimension>();
        foreach (var entry in listing.Datasets.Where(entry => entry.ScaleName is not null && entry.Shape.Length > 0))
        {
            scales.TryAdd(entry.Reference, new CfDimension(NameOf(entry), entry.Shape[0]));
        }

        foreach (var entry in listing.Datasets)
        {
            for (var axis = 0; axis < Math.Min(entry.Shape.Length, entry.Scales.Length); axis++)
            {
                var scale = entry.Scales[axis].FirstOrDefault();
                if (scales.TryGetValue(scale, out var dimension) && dimension.Length < entry.Shape[axis])
                {
                    scales[scale] = dimension with { Length = entry.Shape[axis] };
                }
            }
        }

        return scales;
    }

    private static CfVariable Describe(Hdf5Entry entry, Dictionary<Hdf5Reference, CfDimension> scales)
    {
        var dimensions = Dimensions(entry, scales);
        var isCharacters = entry.Type is { Class: Hdf5TypeClass.Text, IsVariableText: false, Size: 1 } && !dimensions.IsEmpty;
        return new CfVariable(
            NameOf(entry), isCharacters ? dimensions[..^1] : dimensions, entry.SampleType, entry.Attributes)
        {
            HasDefaultFill = true,
            Open = () => Open(entry, dimensions),
            Texts = () => Texts(entry, isCharacters),
        };
    }

    private static StoredArray Open(Hdf5Entry entry, ImmutableArray<CfDimension> dimensions)
    {
        var type = entry.SampleType!.Value;
        var dataset = Hdf5Source.Guarded(entry.Source.Path, entry.Open);
        ImmutableArray<byte> fill = [.. ArrayOpening.FillOf(dataset, type).Span];
        var array = ArrayOpening.Open(entry.Source, dataset, type);
        ImmutableArray<long> shape = [.. dimensions.Select(dimension => dimension.Length)];
        return array.Shape.SequenceEqual(shape) ? array : new PaddedArray(array, shape, fill);
    }

    private static ImmutableArray<CfDimension> Dimensions(Hdf5Entry entry, Dictionary<Hdf5Reference, CfDimension> scales)
    {
        var dimensions = ImmutableArray.CreateBuilder<CfDimension>(entry.Shape.Length);
        for (var axis = 0; axis < entry.Shape.Length; axis++)
        {
            var attached = axis < entry.Scales.Length ? entry.Scales[axis].FirstOrDefault() : default;
            var isOwn = axis == 0 && entry.ScaleName is not null;
            var dimension = scales.GetValueOrDefault(attached) ?? (isOwn ? scales.GetValueOrDefault(entry.Reference) : null);

            // A scale of another length is none: the file contradicts itself.
            dimensions.Add(dimension is not null && dimension.Length >= entry.Shape[axis]
                ? dimension
                : new CfDimension($"{entry.Path}/dim_{axis}", entry.Shape[axis]));
        }

        return dimensions.MoveToImmutable();
    }

    private static string NameOf(Hdf5Entry entry) => entry.Name.StartsWith(NotCoordinate, StringComparison.Ordinal)
        ? entry.Path[..^entry.Name.Length] + entry.Name[NotCoordinate.Length..]
        : entry.Path;

    private static ImmutableArray<string> Texts(Hdf5Entry entry, bool isCharacters)
    {
        if (entry.Count is 0 or > MaximumTexts)
        {
            return [];
        }

        using var dataset = entry.Open();
        if (dataset.Creation.LeavesFile || dataset.ReadAll().Values is not string[] texts)
        {
            return [];
        }

        return isCharacters
            ? [.. texts.Chunk((int)entry.Shape[^1]).Select(letters => string.Concat(letters).TrimEnd(' '))]
            : [.. texts];
    }
}
