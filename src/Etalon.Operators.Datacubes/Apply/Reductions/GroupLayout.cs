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
    public AxisMap? Map(AxisMap? input)
    {
        if (input is null)
        {
            return null;
        }

        var first = ImmutableArray.CreateBuilder<int>(Length);
        var last = ImmutableArray.CreateBuilder<int>(Length);
        for (var outer = 0; outer < Outer; outer++)
        {
            for (var group = 0; group < Groups; group++)
            {
                for (var inner = 0; inner < Block; inner++)
                {
                    first.Add(input.First[(((outer * Size) + Starts[group]) * Block) + inner]);
                    last.Add(input.Last[(((outer * Size) + Starts[group + 1] - 1) * Block) + inner]);
                }
            }
        }

        return new AxisMap(first.MoveToImmutable(), last.MoveToImmutable());
    }
}
