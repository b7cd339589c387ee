using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>Which elements of an array are reduced together: an array of outer x size x block elements, cut along the middle.</summary>
/// <param name="Outer">How many times the middle is repeated.</param>
/// <param name="Size">Elements along the middle.</param>
/// <param name="Block">Elements that vary faster.</param>
/// <param name="Starts">Where each group begins along the middle, and where the last ends.</param>
internal sealed record GroupLayout(int Outer, int Size, int Block, ImmutableArray<int> Starts)
{
    /// <summary>Groups along the middle.</summary>
    public int Groups => Starts.Length - 1;

    /// <summary>Elements of the result.</summary>
    public int Length => checked(Outer * Groups * Block);

    /// <summary>Elements of the longest group.</summary>
    public int Longest => Enumerable.Range(0, Groups).Max(group => Starts[group + 1] - Starts[group]);

    /// <summary>Groups of the same length, the last of which may be shorter.</summary>
    public static GroupLayout Even(int outer, int size, int block, int count)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        for (var at = 0; at < size; at += count)
        {
            starts.Add(at);
        }

        starts.Add(size);
        return new GroupLayout(outer, size, block, starts.ToImmutable());
    }

    /// <summary>What each result stands for.</summary>
    public AxisMap? Map(AxisMap? input) =>
        input is null ? null : new AxisMap(Length, i => input.First(Source(i, 0)), i => input.Last(Source(i, 1)));

    /// <summary>The first element of the group that a result stands for, or the last.</summary>
    private int Source(int index, int end)
    {
        var (outer, group, inner) = (index / (Groups * Block), index / Block % Groups, index % Block);
        return (((outer * Size) + Starts[group + end] - end) * Block) + inner;
    }
}
