using Etalon.Native;

namespace Etalon.Storage;

/// <summary>What a mapping selects along one axis: equal blocks at equal distances.</summary>
/// <param name="Start">First index.</param>
/// <param name="Step">Distance from block to block.</param>
/// <param name="Block">Length of a block.</param>
/// <param name="Selected">Number of indices selected in all.</param>
internal readonly record struct VirtualSpan(long Start, long Step, long Block, long Selected)
{
    /// <summary>All of an axis.</summary>
    public static VirtualSpan Whole(long length) => new(0, length, length, length);

    /// <summary>One axis of a selection, as far as an axis of that length goes.</summary>
    public static VirtualSpan Of(Hdf5Hyperslab slab, int axis, long length)
    {
        var start = slab.Start[axis];
        var room = Math.Max(0, length - start);
        var block = slab.Block[axis] < 0 ? room : slab.Block[axis];
        if (block <= 0)
        {
            return new VirtualSpan(start, 1, 1, 0);
        }

        var step = Math.Max(block, slab.Step[axis]);
        var count = slab.Count[axis] < 0 ? (room + step - 1) / step : slab.Count[axis];

        // The last block may be cut by the end of the axis.
        var full = Math.Min(count, (room + step - block) / step);
        var selected = full * block;
        if (full < count && room > full * step)
        {
            selected += Math.Min(block, room - (full * step));
        }

        return new VirtualSpan(start, step, block, selected);
    }

    /// <summary>The index of the k-th selected one.</summary>
    public long this[long ordinal] => Start + (ordinal / Block * Step) + (ordinal % Block);

    /// <summary>The number of selected indices below an index.</summary>
    public long Below(long index)
    {
        var distance = Math.Max(0, index - Start);
        return Math.Min(Selected, (distance / Step * Block) + Math.Min(distance % Step, Block));
    }

    /// <summary>How many selected ones from the k-th on follow each other directly.</summary>
    public long RunFrom(long ordinal) =>
        Step == Block ? Selected - ordinal : Math.Min(Block - (ordinal % Block), Selected - ordinal);
}
