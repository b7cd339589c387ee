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

        // A line whose samples or cells are not neighbours (an axis inside it has one sample here) is gathered like a narrow strip.
        var line = _spans[0];
        var isPacked = line.Source == 1 && (!line.IsKept || line.Cell == 1);
        var rows = line.IsKept ? TakeRows() : line;
        var columns = line.IsKept ? line : new FoldSpan(1, 0, 0, 0, IsKept: true);
        var runs = isPacked && !line.IsKept ? TakeRuns() : columns;
        Array.Clear(_at);
        do
        {
            if (isPacked && !line.IsKept)
            {
                cells.AddRuns((int)cell, source, line.Length, runs.Length, runs.Source, sampleBytes, (place, line.Place, runs.Place));
            }
            else if (isPacked && line.Length >= NarrowestStrip)
            {
                cells.AddStrip((int)cell, source, line.Length, rows.Length, rows.Source, place, rows.Place);
            }
            else
            {
                AddNarrow(cells, (int)cell, source, columns, rows, place);
            }
        }
        while (Advance(ref source, ref cell, ref place));
    }

    /// <summary>Takes the span beyond a folded line out of the list if its runs belong to neighbouring cells; one run if they do not.</summary>
    private FoldSpan TakeRuns()
    {
        if (_count < 2 || _spans[1] is not { IsKept: true, Cell: 1 } runs)
        {
            return new FoldSpan(1, 0, 0, 0, IsKept: true);
        }

        Array.Copy(_spans, 2, _spans, 1, --_count - 1);
        return runs;
    }

    /// <summary>Takes the innermost folded span beyond a kept line out of the list; one row if there is none.</summary>
    private FoldSpan TakeRows()
    {
        for (var span = 1; span < _count; span++)
        {
            if (!_spans[span].IsKept)
            {
                var rows = _spans[span];
                Array.Copy(_spans, span + 1, _spans, span, --_count - span);
                return rows;
            }
        }

        return new FoldSpan(1, 0, 0, 0, IsKept: false);
    }

    /// <summary>Goes to the next line; false after the last.</summary>
    private bool Advance(ref byte* source, ref long cell, ref long place)
    {
        for (var span = 1; span < _count; span++)
        {
            var (length, step, cells, places, _) = _spans[span];
            source += step * sampleBytes;
            cell += cells;
            place += places;
            if (++_at[span] < length)
            {
                return true;
            }

            _at[span] = 0;
            source -= length * step * sampleBytes;
            cell -= length * cells;
            place -= length * places;
        }

        return false;
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
            var target = layout.Target[axis];
            var step = target < 0 ? 0 : CellStride(output, target);
            var span = new FoldSpan(block.Length[axis], stride, step, layout.Place[axis], target >= 0);
            if (axis == layout.GroupAxis)
            {
                // The group's samples are folded into its one cell.
                offset += from * stride;
                cell += group * step;
                place += block.Start[axis] + from;
                span = span with { Length = length, Cell = 0, IsKept = false };
            }
            else
            {
                cell += target < 0 ? 0 : (block.Start[axis] - output.Start[target]) * step;
                place += layout.Place[axis] * block.Start[axis];
            }

            Join(span);
            stride *= block.Length[axis];
        }

        return (offset, cell, place);
    }

    private void Join(FoldSpan span)
    {
        if (span.Length == 1)
        {
            return;
        }

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
