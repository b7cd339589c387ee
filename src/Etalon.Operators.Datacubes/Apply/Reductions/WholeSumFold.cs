using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The sum of integers, to the last digit; the smallest int64 where all are missing.</summary>
internal sealed unsafe class WholeSumFold<T>(Int128? missing) : IRunFold<T, long>
    where T : unmanaged, INumber<T>
{
    private readonly T? _missing = missing is { } fill ? T.CreateTruncating(fill) : null;

    /// <inheritdoc />
    public long Fold(T* run, int length)
    {
        var total = Int128.Zero;
        var isPresent = false;
        for (var i = 0; i < length; i++)
        {
            if (run[i] != _missing)
            {
                total += long.CreateTruncating(run[i]);
                isPresent = true;
            }
        }

        if (total <= WholeStripMath.Missing || total > long.MaxValue)
        {
            throw new RefusalException("integer-overflow", $"A sum is {total}, which OPH_LONG cannot hold.", "Ask for the output type 'OPH_DOUBLE'.");
        }

        return isPresent ? (long)total : WholeStripMath.Missing;
    }
}
