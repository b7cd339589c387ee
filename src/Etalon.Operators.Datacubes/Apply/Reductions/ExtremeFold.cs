using System.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>The largest or smallest element.</summary>
internal sealed unsafe class ExtremeFold<T, TOrder>(Int128? missing) : IRunFold<T, T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
    where TOrder : struct, IExtremeOrder
{
    private readonly T? _missing = missing is { } fill ? T.CreateTruncating(fill) : null;
    private readonly T _none = missing is { } fill ? T.CreateTruncating(fill) : ExtremeKernel<T, TOrder>.IsFloat ? T.CreateTruncating(double.NaN) : T.Zero;

    /// <inheritdoc />
    public T Fold(T* run, int length) => ExtremeKernel<T, TOrder>.Run(run, length, _missing) ?? _none;
}
