using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Chooses what of a plane is read, and how many samples make a pixel.</summary>
internal sealed class FramePlan(ICubeReader reader, PlaneAxes axes, PlaneScan scan)
{
    /// <summary>Pixels of a tile along either side.</summary>
    public const int TilePixels = 256;

    private const int UsualPixels = 1024;

    /// <summary>What a question about a frame or a tile asks for.</summary>
    public FrameWish Wish(JsonObject view) => view["tile"]?.AsObject() is { } tile ? Tile(tile) : Frame(view);

    /// <summary>Whether every sample of a part is read in the time of a look.</summary>
    public bool IsQuick(PlaneBox box) => ReadCost.Bytes(reader, scan.RegionOf(box)) <= ReadCost.QuickBytes(reader);

    /// <summary>
    /// Reads all samples where that is quick. Where chunks lie across the plane, so that most of what is decoded is thrown away, only
    /// the middle sample of each block is read; a frame gets coarser until that is quick.
    /// </summary>
    public PlaneSteps Affordable(FrameWish wish)
    {
        var (box, steps) = (wish.Box, wish.Steps);
        var bytes = ReadCost.Bytes(reader, scan.RegionOf(box));
        var quick = ReadCost.QuickBytes(reader);
        if (bytes > quick && !wish.IsExact && !axes.IsLine)
        {
            var one = ReadCost.Bytes(reader, scan.RegionOf(box with { Slow = 1 }));
            var step = (long)steps.Slow;
            while (wish.MayBeCoarser && step < box.Slow && (step < scan.SlowChunk || one * ScreenSteps.Count(box.Slow, step) > quick))
            {
                step *= 2;
            }

            if (step >= scan.SlowChunk && step > 1 && one * ScreenSteps.Count(box.Slow, step) < bytes)
            {
                (steps, bytes) = (new PlaneSteps(checked((int)step), steps.Fast, IsSampled: true), one * ScreenSteps.Count(box.Slow, step));
            }
        }

        return bytes <= ReadCost.MostBytes
            ? steps
            : throw ReadCost.TooMany("This view", bytes, "Choose another pair of axes, or look at a tile. A pyramid of the cube is being made; with it this view is small: /api/cube/pyramid says how far it is.");
    }

    private FrameWish Frame(JsonObject view)
    {
        var width = (int?)view["width"] ?? UsualPixels;
        var height = (int?)view["height"] ?? width;
        var (stepX, stepY) = (ScreenSteps.For(axes.Columns, width), ScreenSteps.For(axes.Rows, height));
        var steps = axes.IsTurned ? new PlaneSteps(stepX, stepY) : new PlaneSteps(stepY, stepX);
        return new FrameWish(scan.Whole, steps, (bool?)view["exact"] ?? false, MayBeCoarser: true, IsSlab: (bool?)view["slab"] ?? false);
    }

    private FrameWish Tile(JsonObject tile)
    {
        var step = 1 << (int)tile["level"]!;
        var side = (long)step * TilePixels;
        var (row, column) = ((long)tile["row"]!, (long)tile["column"]!);
        if (row >= ScreenSteps.Count(axes.Rows, side) || column >= ScreenSteps.Count(axes.Columns, side))
        {
            throw new RefusalException(
                "no-such-tile",
                $"Level {tile["level"]} has {ScreenSteps.Count(axes.Rows, side)} x {ScreenSteps.Count(axes.Columns, side)} tiles; row {row}, column {column} was asked for.",
                "Rows and columns count from 0.");
        }

        var (rows, columns) = (Math.Min(side, axes.Rows - (row * side)), Math.Min(side, axes.Columns - (column * side)));
        var box = axes.IsTurned ? new PlaneBox(column * side, columns, row * side, rows) : new PlaneBox(row * side, rows, column * side, columns);
        return new FrameWish(box, new PlaneSteps(step, step));
    }
}
