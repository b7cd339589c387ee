using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Takes a block apart into runs and strips, the shapes that kernels are fast at.</summary>
/// <remarks>
/// Axes of length 1 vanish and neighbours of the same kind are joined, so that what is left alternates between kept and folded
/// axes. If the innermost is folded, each of its lines is a run into one cell; if it is kept, it and the innermost folded axis
/// span a strip: rows that are added to neighbouring cells. Narrow strips are gathered column by column into runs.
/// </remarks>
internal sealed unsafe class FoldWalk(FoldLayout layout, int sampleBytes)
{
    /// <summary>Strips with fewer columns are gathered into runs.</summary>
    public const int NarrowestStrip = 16;

    private const int GatherRows = 4096;

    private readonly byte[] _gathered = new byte[GatherRows * sampleBytes];
    private readonly FoldSpan[] _spans = new FoldSpan[layout.Target.Length + 1];
    private readonly long[] _at = new long[layout.Target.Length + 1];
    private int _count;

    /// <summary>Adds a block to the cells of an output region.</summary>
    public void Add(FoldCells cells, Block block, Region output)
    {
        if (layout.GroupAxis < 0)
        {
            AddSlab(cells, block, output, 0, -1, 0);
            return;
        }

        var axis = layout.GroupAxis;
        var (start, end) = (block.Region.Start[axis], block.Region.End(axis));
        while (start < end)
        {
            var group = layout.Groups[(int)start];
            var next = start + 1;
            while (next < end && layout.Groups[(int)next] == group)
            {
                next++;
            }

            if (group >= output.Start[axis] && group < output.End(axis))
            {
                AddSlab(cells, block, output, start - block.Region.Start[axis], next - start, group - output.Start[axis]);
            }

            start = next;
        }
    }

    /// <summary>Adds the part of a block that belongs to one group (or all of it).</summary>
    private void AddSlab(FoldCells cells, Block block, Region output, long from, long length, long group)
    {
        var (offset, cell, place) = Lay(block.Region, output, from, length, group);
        var source = block.Pointer + (offset * sampleBytes);
        if (_count == 0)
        {
            cells.AddRun((int)cell, source, 1, place, 1);
            return;
        }

        // Spans run from the innermost outwards. The line is span 0; rows are the innermost folded span beyond a kept line.
        var line = _spans[0];
        var rowsAt = line.IsKept ? Array.FindIndex(_spans, 1, _count - 1, span => !span.IsKept) : -1;
        var rows = rowsAt < 0 ? new FoldSpan(1, 0, 0, 0, false) : _spans[rowsAt];
        Array.Clear(_at);
        while (true)
        {
            if (!line.IsKept)
            {
                cells.AddRun((int)cell, source, line.Length, place, line.Place);
            }
            else if (line.Length >= NarrowestStrip)
            {
                cells.AddStrip((int)cell, source, line.Length, rows.Length, rows.Source, place, rows.Place);
            }
            else
            {
                AddNarrow(cells, (int)cell, source, line, rows, place);
            }

            var span = 1;
            while (span < _count)
            {
                var step = _spans[span];
                if (span == rowsAt)
                {
                    span++;
                    continue;
                }

                _at[span]++;
                source += step.Source * sampleBytes;
                cell += step.Cell;
                place += step.Place;
                if (_at[span] < step.Length)
                {
                    break;
                }

                _at[span] = 0;
                source -= step.Length * step.Source * sampleBytes;
                cell -= step.Length * step.Cell;
                place -= step.Length * step.Place;
                span++;
            }

            if (span >= _count)
            {
                return;
            }
        }
    }

    private void AddNarrow(FoldCells cells, int cell, byte* source, FoldSpan line, FoldSpan rows, long place)
    {
        fixed (byte* gathered = _gathered)
        {
            for (var row = 0L; row < rows.Length; row += GatherRows)
            {
                var count = Math.Min(GatherRows, rows.Length - row);
                for (var column = 0L; column < line.Length; column++)
                {
                    var from = source + (((row * rows.Source) + (column * line.Source)) * sampleBytes);
                    Gather(from, gathered, count, rows.Source);
                    cells.AddRun(cell + (int)(column * line.Cell), gathered, count, place + (row * rows.Place), rows.Place);
                }
            }
        }
    }

    private void Gather(byte* from, byte* to, long count, long stride)
    {
        switch (sampleBytes)
        {
            case 1:
                Gather<byte>(from, to, count, stride);
                break;
            case 2:
                Gather<short>(from, to, count, stride);
                break;
            case 4:
                Gather<int>(from, to, count, stride);
                break;
            default:
                Gather<long>(from, to, count, stride);
                break;
        }
    }

    private static void Gather<T>(byte* from, byte* to, long count, long stride)
        where T : unmanaged
    {
        for (var i = 0L; i < count; i++)
        {
            ((T*)to)[i] = ((T*)from)[i * stride];
        }
    }

    /// <summary>Finds the spans of a block, innermost first, and where its first sample lies.</summary>
    private (long Offset, long Cell, long Place) Lay(Region block, Region output, long from, long length, long group)
    {
        var (offset, cell, place) = (0L, 0L, 0L);
        _count = 0;
        var stride = 1L;
        for (var axis = block.Rank - 1; axis >= 0; axis--)
        {
            var isGroup = axis == layout.GroupAxis;
            var isKept = layout.Target[axis] >= 0 && !isGroup;
            var samples = isGroup ? length : block.Length[axis];
            var step = layout.Target[axis] < 0 ? 0 : CellStride(output, layout.Target[axis]);
            if (isGroup)
            {
                offset += from * stride;
                cell += group * step;
                place += block.Start[axis] + from;
                step = 0;
            }
            else
            {
                cell += isKept ? (block.Start[axis] - output.Start[layout.Target[axis]]) * step : 0;
                place += layout.Place[axis] * block.Start[axis];
            }

            if (samples > 1)
            {
                Join(new FoldSpan(samples, stride, step, isKept ? 0 : layout.Place[axis], isKept));
            }

            stride *= block.Length[axis];
        }

        return (offset, cell, place);
    }

    private void Join(FoldSpan span)
    {
        if (_count > 0 && _spans[_count - 1] is var inner && inner.IsKept == span.IsKept
            && inner.Length * inner.Source == span.Source && inner.Length * inner.Cell == span.Cell
            && inner.Length * inner.Place == span.Place)
        {
            _spans[_count - 1] = inner with { Length = inner.Length * span.Length };
            return;
        }

        _spans[_count++] = span;
    }

    private static long CellStride(Region output, int axis)
    {
        var stride = 1L;
        for (var inner = output.Rank - 1; inner > axis; inner--)
        {
            stride *= output.Length[inner];
        }

        return stride;
    }
}
