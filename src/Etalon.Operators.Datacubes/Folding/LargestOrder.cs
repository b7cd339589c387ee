using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes;

/// <summary>The larger sample wins.</summary>
internal readonly struct LargestOrder : IExtremeOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Wins<T>(Vector512<T> first, Vector512<T> second) => Vector512.GreaterThan(first, second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Wins<T>(T first, T second)
        where T : INumber<T> => first > second;

    public static T Worst<T>()
        where T : INumber<T>, IMinMaxValue<T> =>
        typeof(T) == typeof(float) || typeof(T) == typeof(double) ? T.CreateChecked(double.NegativeInfinity) : T.MinValue;
}
