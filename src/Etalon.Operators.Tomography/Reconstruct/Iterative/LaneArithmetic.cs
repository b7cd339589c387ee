using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Sums over arrays of sixteen lanes; every lane has its own factors and sums, in the order of the array.</summary>
internal static unsafe class LaneArithmetic
{
    private const int Lanes = LaneRows.Lanes;

    /// <summary>target += factor * source.</summary>
    public static void Add(float* target, Vector512<float> factor, float* source, long floats)
    {
        for (var i = 0L; i < floats; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(factor, Vector512.Load(source + i), Vector512.Load(target + i)).Store(target + i);
        }
    }

    /// <summary>target = source + factor * target.</summary>
    public static void Renew(float* target, Vector512<float> factor, float* source, long floats)
    {
        for (var i = 0L; i < floats; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(factor, Vector512.Load(target + i), Vector512.Load(source + i)).Store(target + i);
        }
    }

    /// <summary>Fills every lane with its own number.</summary>
    public static void Fill(float* target, Vector512<float> values, long floats)
    {
        for (var i = 0L; i < floats; i += Lanes)
        {
            values.Store(target + i);
        }
    }

    /// <summary>Adds the squares to sixteen sums, in double.</summary>
    public static void AddSquares(float* values, long floats, double* sums)
    {
        var (low, high) = (Vector512.Load(sums), Vector512.Load(sums + (Lanes / 2)));
        for (var i = 0L; i < floats; i += Lanes)
        {
            var (a, b) = Vector512.Widen(Vector512.Load(values + i));
            low += a * a;
            high += b * b;
        }

        low.Store(sums);
        high.Store(sums + (Lanes / 2));
    }

    /// <summary>Quotients of sums, lane by lane; 0 where there is nothing to divide by.</summary>
    public static Vector512<float> Quotients(double* above, double* below)
    {
        var quotients = stackalloc float[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            quotients[lane] = below[lane] > 0 ? (float)(above[lane] / below[lane]) : 0;
        }

        return Vector512.Load(quotients);
    }
}
