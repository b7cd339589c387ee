using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes;

/// <summary>The smaller sample wins.</summary>
internal readonly struct SmallestOrder : IExtremeOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Wins<T>(Vector512<T> first, Vector512<T> second) => Vector512.LessThan(first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Wins<T>(T first, T second)
        where T : INumber<T> => first < second;

    public static T Worst<T>()
        where T : INumber<T>, IMinMaxValue<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateChecked(double.PositiveInfinity) : T.MaxValue;
}
