using System.Numerics;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes;

/// <summary>Which of two samples wins.</summary>
internal interface IExtremeOrder
{
    /// <summary>Lanes in which the first wins; never where it is NaN.</summary>
    static abstract Vector512<T> Wins<T>(Vector512<T> first, Vector512<T> second);

    /// <summary>Whether the first wins; never if it is NaN.</summary>
    static abstract bool Wins<T>(T first, T second)
        where T : INumber<T>;

    /// <summary>What every sample wins against or equals.</summary>
    static abstract T Worst<T>()
        where T : INumber<T>, IMinMaxValue<T>;
}
