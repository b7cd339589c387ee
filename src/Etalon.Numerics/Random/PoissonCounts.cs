using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>How many events come where a mean number is expected; lane by lane, without rejection, so that places stay places.</summary>
/// <remarks>
/// The bits of a lane depend on its own mean and word alone, on any processor. From <see cref="Least"/> on the quantile of the
/// distribution is expanded about the bell curve's (Cornish and Fisher, as in M. Giles, ACM TOMS 42, 7 (2016)) to the order 1/mean;
/// what is left out moves a count by one in fewer than 5 of 1000 cases at a mean of 16, and ever fewer above. Mean and variance are
/// right to that order. Below, the distribution function is summed until it passes a uniform number, which is exact to 1e-15.
/// </remarks>
public static class PoissonCounts
{
    /// <summary>From here on <see cref="FromNormal"/> holds.</summary>
    public const double Least = 16;

    /// <summary>No count of a mean below <see cref="Least"/> is larger: the chance is below 1e-30.</summary>
    private const int Most = 96;

    /// <summary>Counts for means of at least <see cref="Least"/>, from samples of the bell curve.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FromNormal(Vector512<double> mean, Vector512<double> normal)
    {
        var root = Vector512.Sqrt(mean);
        var inverse = Vector512<double>.One / root;
        var square = normal * normal;
        var first = Vector512.FusedMultiplyAdd(square, Vector512.Create(1.0 / 6), Vector512.Create(1.0 / 3));
        var second = normal * Vector512.FusedMultiplyAdd(square, Vector512.Create(-1.0 / 72), Vector512.Create(-1.0 / 36));
        var third = Vector512.FusedMultiplyAdd(square, Vector512.Create(1.0 / 270), Vector512.Create(7.0 / 810));
        third = Vector512.FusedMultiplyAdd(third, square, Vector512.Create(-8.0 / 405));
        var rest = Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(third, inverse, second), inverse, first);
        var count = Vector512.Floor(Vector512.FusedMultiplyAdd(root, normal, mean) + rest);
        return Vector512.Max(count, Vector512<double>.Zero);
    }

    /// <summary>Counts for means from 0 to <see cref="Least"/>, from uniform numbers between 0 and 1; other means give 0.</summary>
    public static Vector512<double> FromShare(Vector512<double> mean, Vector512<double> share)
    {
        var small = Vector512.LessThan(mean, Vector512.Create(Least));
        var chance = VectorExp.Of(-mean);
        var below = chance;
        var count = Vector512<double>.Zero;
        for (var k = 1; k < Most; k++)
        {
            var more = Vector512.LessThanOrEqual(below, share) & small;
            if (more == Vector512<double>.Zero)
            {
                break;
            }

            count += more & Vector512<double>.One;
            chance = chance * mean / Vector512.Create((double)k);
            below += chance;
        }

        return count;
    }
}
