using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>
/// How far a virtual dataset without limits reaches: as far as its sources do. The library would open these wherever they are, so it
/// is not asked; only files inside the folder tree are opened here, others count as not there.
/// </summary>
internal static class VirtualExtent
{
    // A hostile file could name sources without end.
    private const int MostOpened = 100_000;
    private const int MostDepth = 8;

    /// <summary>Gives a virtual dataset the shape that its sources fill; any other is left alone.</summary>
    public static void TakeVirtualShape(this Hdf5Dataset dataset, Hdf5Source source, int depth = 0)
    {
        var opened = 0;
        Take(dataset, source, depth, ref opened);
    }

    private static void Take(Hdf5Dataset dataset, Hdf5Source source, int depth, ref int opened)
    {
        var reach = new long?[dataset.Shape.Count];
        var least = new long[dataset.Shape.Count];
        foreach (var mapping in dataset.Creation.Virtual)
        {
            var axis = mapping.Virtual is { } slab ? Unlimited(slab) : -1;
            if (axis >= 0)
            {
                var end = VirtualPieces.IsNumbered(mapping)
                    ? Numbered(source, mapping, axis, depth, ref opened)
                    : Following(source, mapping, axis, depth, ref opened);
                reach[axis] = Math.Max(reach[axis] ?? 0, end);
            }
            else
            {
                Cover(least, mapping);
            }
        }

        if (Array.Exists(reach, length => length is not null))
        {
            dataset.Reaches([.. dataset.Shape.Select((noted, axis) => reach[axis] is { } length ? Math.Max(length, least[axis]) : noted)]);
        }
    }

    /// <summary>What a mapping of fixed size fills is there in any case.</summary>
    private static void Cover(long[] least, Hdf5VirtualMapping mapping)
    {
        for (var i = 0; i < least.Length; i++)
        {
            least[i] = Math.Max(least[i], checked((mapping.VirtualLast?[i] ?? -1) + 1));
        }
    }

    private static int Unlimited(Hdf5Hyperslab slab)
    {
        for (var axis = 0; axis < slab.Count.Count; axis++)
        {
            if (slab.Count[axis] < 0 || slab.Block[axis] < 0)
            {
                return axis;
            }
        }

        return -1;
    }

    /// <summary>A source for each block: as many blocks as there are sources one after the other.</summary>
    private static long Numbered(Hdf5Source source, Hdf5VirtualMapping mapping, int axis, int depth, ref int opened)
    {
        var block = 0L;
        while (ShapeOf(source, VirtualPieces.Name(mapping.SourceFile, block), VirtualPieces.Name(mapping.SourceDataset, block), depth, ref opened) is not null)
        {
            block++;
        }

        var slab = mapping.Virtual!;
        return block == 0 ? 0 : checked(slab.Start[axis] + ((block - 1) * slab.Step[axis]) + slab.Block[axis]);
    }

    /// <summary>One source that grows: as much as is selected of it.</summary>
    private static long Following(Hdf5Source source, Hdf5VirtualMapping mapping, int axis, int depth, ref int opened)
    {
        if (mapping.Source is not { } from || Unlimited(from) is not (>= 0 and var along)
            || ShapeOf(source, mapping.SourceFile, mapping.SourceDataset, depth, ref opened) is not { } shape || shape.Count != from.Start.Count)
        {
            return 0;
        }

        var selected = VirtualSpan.Of(from, along, shape[along]).Selected;
        var slab = mapping.Virtual!;
        if (selected == 0)
        {
            return 0;
        }

        var block = slab.Block[axis];
        if (block <= 0 || block == slab.Step[axis])
        {
            return checked(slab.Start[axis] + selected);
        }

        var last = (selected - 1) / block;
        return checked(slab.Start[axis] + (last * slab.Step[axis]) + selected - (last * block));
    }

    /// <summary>The shape of a source; null where it is not there or may not be opened.</summary>
    private static IReadOnlyList<long>? ShapeOf(Hdf5Source source, string file, string dataset, int depth, ref int opened)
    {
        if (++opened > MostOpened)
        {
            throw Refusal.Corrupt(source.Path, $"a virtual dataset takes samples from more than {MostOpened} places");
        }

        if (file is ".")
        {
            return ShapeIn(source, dataset, depth, ref opened);
        }

        if (source.Tree.Resolve(source.Path, file) is not { } real)
        {
            return null;
        }

        try
        {
            using var other = source.OpenBeside(real);
            return ShapeIn(other, dataset, depth, ref opened);
        }
        catch (RefusalException refusal) when (refusal.Kind == RefusalKind.Corrupt)
        {
            return null;
        }
    }

    private static IReadOnlyList<long>? ShapeIn(Hdf5Source source, string name, int depth, ref int opened)
    {
        try
        {
            using var found = source.File.OpenDataset(name, followSoftLinks: true);
            if (depth < MostDepth)
            {
                Take(found, source, depth + 1, ref opened);
            }

            return found.Shape;
        }
        catch (NativeException)
        {
            return null;
        }
    }
}
