using System.Globalization;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Turns the mappings of a virtual dataset into pieces.</summary>
internal static class VirtualPieces
{
    private const string Number = "%b";
    private const int MaximumPieces = 1_000_000;

    /// <summary>All pieces in the order of the mappings; null where some mapping is no regular box.</summary>
    public static List<VirtualPiece>? Of(Hdf5Dataset dataset)
    {
        var pieces = new List<VirtualPiece>();
        foreach (var mapping in dataset.Creation.Virtual)
        {
            if (mapping.Virtual is null || (mapping.Source is null && !mapping.TakesWholeSource))
            {
                return null;
            }

            if (IsNumbered(mapping))
            {
                if (!AddNumbered(pieces, mapping, dataset.Shape))
                {
                    return null;
                }
            }
            else
            {
                pieces.Add(Piece(mapping, mapping.Virtual, dataset.Shape, mapping.SourceFile, mapping.SourceDataset));
            }
        }

        return pieces;
    }

    /// <summary>Whether a mapping stands for many sources, one per block.</summary>
    public static bool IsNumbered(Hdf5VirtualMapping mapping) =>
        mapping.Virtual is not null && mapping.Virtual.Count.Contains(-1) && (mapping.Source is null || !mapping.Source.Count.Contains(-1))
        && (mapping.SourceFile.Contains(Number, StringComparison.Ordinal)
            || mapping.SourceDataset.Contains(Number, StringComparison.Ordinal));

    /// <summary>A name with the number of a block; two percent signs stand for one.</summary>
    public static string Name(string pattern, long block) => pattern
        .Replace("%%", "\0", StringComparison.Ordinal)
        .Replace(Number, block.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace('\0', '%');

    private static bool AddNumbered(List<VirtualPiece> pieces, Hdf5VirtualMapping mapping, IReadOnlyList<long> shape)
    {
        var slab = mapping.Virtual!;
        var axis = slab.Count.ToList().IndexOf(-1);
        var step = Math.Max(1, slab.Step[axis]);
        for (var block = 0L; slab.Start[axis] + (block * step) < shape[axis]; block++)
        {
            if (pieces.Count >= MaximumPieces)
            {
                return false;
            }

            var one = slab with
            {
                Start = [.. slab.Start.Select((start, i) => i == axis ? start + (block * step) : start)],
                Count = [.. slab.Count.Select((count, i) => i == axis ? 1 : count)],
            };
            pieces.Add(Piece(mapping, one, shape, Name(mapping.SourceFile, block), Name(mapping.SourceDataset, block)));
        }

        return true;
    }

    private static VirtualPiece Piece(
        Hdf5VirtualMapping mapping, Hdf5Hyperslab target, IReadOnlyList<long> shape, string file, string dataset)
    {
        VirtualSpan[] spans = [.. shape.Select((length, axis) => VirtualSpan.Of(target, axis, length))];
        return new VirtualPiece(file, dataset, spans, source => mapping.Source is { } slab && slab.Start.Count == source.Count
            ? [.. source.Select((length, axis) => VirtualSpan.Of(slab, axis, length))]
            : [.. source.Select(VirtualSpan.Whole)]);
    }
}
