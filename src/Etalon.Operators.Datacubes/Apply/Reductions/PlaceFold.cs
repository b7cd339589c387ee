using System.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Where the largest or smallest element stands first; the first place is 1.</summary>
internal sealed unsafe class PlaceFold<T, TOrder>(Int128? missing) : IRunFold<T, double>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
    where TOrder : struct, IExtremeOrder
{
    private readonly T? _missing = missing is { } fill ? T.CreateTruncating(fill) : null;

    /// <inheritdoc />
    public double Fold(T* run, int length)
    {
        if (ExtremeKernel<T, TOrder>.Run(run, length, _missing) is not { } extreme)
        {
            return double.NaN;
        }

        var place = 0;
        while (run[place] != extreme)
        {
            place++;
        }

        return place + 1;
    }
}
