using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// The area of the unit disc between its middle and a chord at t, f(t) = t √(1 - t²) + asin t; constant beyond -1 and 1. Projections of
/// ellipses, averaged over pixels, are differences of it.
/// </summary>
/// <remarks>
/// With w = (1 - |t|) / 2, f = ±(π/2 + 2 w √w k(w)), and k has no singularity below w = 1: seventeen terms in 4 w - 1 leave 1e-16. One
/// square root in place of an arc sine, and the same bits on every processor.
/// </remarks>
internal static class CircleSegment
{
    /// <summary>f(t) in eight lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Of(Vector512<double> t)
    {
        var sign = t & Vector512.Create(-0.0);
        var w = Vector512.Max(Vector512.FusedMultiplyAdd(Vector512.Abs(t), Vector512.Create(-0.5), Vector512.Create(0.5)), Vector512<double>.Zero);
        var z = Vector512.FusedMultiplyAdd(w, Vector512.Create(4.0), Vector512.Create(-1.0));
        var sum = Vector512.Create(2.395494625847982e-11);
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(8.196327302527369e-11));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.8772396508103894e-10));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(6.859826276966669e-10));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.6945590281461e-09));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0003000172960733e-08));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(3.7771932553149526e-08));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.4686042264776853e-07));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(5.88469095008221e-07));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(2.4488225175435457e-06));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(1.0707789484994207e-05));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(5.0085196962209155e-05));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.00025820867367285346));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.0015524264543790266));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.012415783734165416));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(0.22100748068851417));
        sum = Vector512.FusedMultiplyAdd(sum, z, Vector512.Create(-2.4567393972175138));
        var value = Vector512.FusedMultiplyAdd((w + w) * Vector512.Sqrt(w), sum, Vector512.Create(Math.PI / 2));
        return value ^ sign;
    }
}
