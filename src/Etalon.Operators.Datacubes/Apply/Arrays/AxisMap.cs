using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>For every element of an array the first and the last element of the measure that it stands for.</summary>
internal sealed record AxisMap(ImmutableArray<int> First, ImmutableArray<int> Last)
{
    /// <summary>Every element for itself.</summary>
    public static AxisMap Identity(int length)
    {
        var indexes = Enumerable.Range(0, length).ToImmutableArray();
        return new AxisMap(indexes, indexes);
    }
}
