using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Turns samples into numbers to which a stripe adds, and takes such additions away again.</summary>
internal static unsafe class OffsetLine
{
    /// <summary>Transmission below this counts as this.</summary>
    public const float Floor = 1e-6f;

    private const int Lanes = 8;

    /// <summary>The logarithm of samples, in place; the line is padded to whole registers.</summary>
    public static void Log(float* line, long count)
    {
        for (var i = 0L; i < count; i += Lanes)
        {
            Store(line + i, VectorLog.Of(Vector512.Max(Load(line + i), Vector512.Create((double)Floor))));
        }
    }

    /// <summary>The factor that takes an offset of the logarithm away, in place.</summary>
    public static void Factor(float* line, long count)
    {
        for (var i = 0L; i < count; i += Lanes)
        {
            Store(line + i, VectorExp.Of(Vector512<double>.Zero - Load(line + i)));
        }
    }

    private static Vector512<double> Load(float* samples)
    {
        var (low, high) = Vector256.Widen(Vector256.Load(samples));
        return Vector512.Create(low, high);
    }

    private static void Store(float* to, Vector512<double> values) => Vector512.Narrow(values, values).GetLower().Store(to);
}
