namespace Etalon.Operators.Datacubes;

/// <summary>For every element of an array the first and the last element of the measure that it stands for.</summary>
/// <param name="Length">Elements of the array.</param>
/// <param name="First">The first element of the measure.</param>
/// <param name="Last">The last element of the measure.</param>
internal sealed record AxisMap(int Length, Func<int, int> First, Func<int, int> Last)
{
    /// <summary>Every element for itself.</summary>
    public static AxisMap Identity(int length) => new(length, static i => i, static i => i);
}
