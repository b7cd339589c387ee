using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>The bell curve by Box and Muller: two random words make two independent samples, with mean 0 and standard deviation 1.</summary>
/// <remarks>The bits of a lane depend on its own words alone, on any processor. 52 random bits each; no sample is beyond 8.6.</remarks>
public static class NormalPairs
{
    private const double HalfStep = 1.0 / (1L << 53);

    /// <summary>Two samples per lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> First, Vector512<double> Second) Of(Vector512<ulong> radial, Vector512<ulong> turned)
    {
        var radius = Vector512.Sqrt(VectorLog.Of(Share(radial)) * Vector512.Create(-2.0));
        var angle = Share(turned) * Vector512.Create(2 * Math.PI);
        return (radius * VectorTrigonometry.Cos(angle), radius * VectorTrigonometry.Sin(angle));
    }

    /// <summary>Between 0 and 1, half a step away from both ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Share(Vector512<ulong> words)
    {
        var fromOne = ((words >>> 12) | Vector512.Create(1.0).AsUInt64()).AsDouble();
        return fromOne - Vector512.Create(1.0) + Vector512.Create(HalfStep);
    }
}
