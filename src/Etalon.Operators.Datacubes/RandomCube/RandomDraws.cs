using System.Globalization;
using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Checks what is asked of random samples and finds the kernel that draws them.</summary>
internal static class RandomDraws
{
    /// <summary>The sample type, if samples of that kind can be of it.</summary>
    public static SampleType Check(RandomCube.Parameters parameters)
    {
        if (parameters.Type is SampleType.Complex64 or SampleType.Float16)
        {
            throw Bad($"random samples cannot be {parameters.Type.Name()}", "Make them float32 and cast the result.");
        }

        if (!double.IsFinite(parameters.Low) || !double.IsFinite(parameters.High) || !double.IsFinite(parameters.Mean)
            || !(parameters.Deviation >= 0 && double.IsFinite(parameters.Deviation)))
        {
            throw Bad("low, high, mean and deviation must be finite, the deviation not negative", "Choose other numbers.");
        }

        if (IsInteger(parameters))
        {
            CheckIntegers(parameters);
        }
        else if (parameters.Type.IsInteger())
        {
            throw Bad($"normal samples cannot be {parameters.Type.Name()}", "Use type=float32 and cast the result.");
        }
        else if (parameters.Distribution == RandomDistribution.Uniform && !(parameters.Low < parameters.High))
        {
            throw Bad("low must be below high", "Choose low=0 and high=1, for example.");
        }

        return parameters.Type;
    }

    /// <summary>The kernel for checked parameters.</summary>
    public static IMapKernel Kernel(RandomCube.Parameters parameters) => parameters.Type switch
    {
        SampleType.Int8 => Integers<sbyte>(parameters),
        SampleType.UInt8 => Integers<byte>(parameters),
        SampleType.Int16 => Integers<short>(parameters),
        SampleType.UInt16 => Integers<ushort>(parameters),
        SampleType.Int32 => Integers<int>(parameters),
        SampleType.UInt32 => Integers<uint>(parameters),
        SampleType.Int64 => Integers<long>(parameters),
        SampleType.UInt64 => Integers<ulong>(parameters),
        SampleType.Float32 => Floats<float>(parameters, new UniformDraw(parameters.Low, parameters.High)),
        _ => Floats<double>(parameters, new UniformDraw(parameters.Low, parameters.High)),
    };

    private static bool IsInteger(RandomCube.Parameters parameters) =>
        parameters.Distribution == RandomDistribution.Integers
        || (parameters.Type.IsInteger() && parameters.Distribution == RandomDistribution.Uniform);

    private static void CheckIntegers(RandomCube.Parameters parameters)
    {
        // Beyond 2^53 not every whole number is a double, so wider ranges could not be asked for precisely.
        var (low, high) = parameters.Type.IsInteger() ? parameters.Type.Limits() : (-(Int128)(1L << 53), (Int128)(1L << 53));
        low = Int128.Max(low, -(1L << 53));
        high = Int128.Min(high, 1L << 53);
        if (parameters.Low != Math.Floor(parameters.Low) || parameters.High != Math.Floor(parameters.High)
            || parameters.Low > parameters.High || parameters.Low < (double)low || parameters.High > (double)high)
        {
            throw Bad(
                string.Create(CultureInfo.InvariantCulture, $"whole {parameters.Type.Name()} numbers from {parameters.Low:R} to {parameters.High:R} cannot be drawn"),
                $"Choose whole numbers low <= high from {low} to {high}.");
        }
    }

    private static RandomKernel<T> Integers<T>(RandomCube.Parameters parameters)
        where T : unmanaged, INumber<T>
    {
        var low = (long)parameters.Low;
        return new RandomKernel<T>((ulong)parameters.Seed, new IntegerDraw<T>(low, (ulong)((long)parameters.High - low + 1)));
    }

    private static RandomKernel<T> Floats<T>(RandomCube.Parameters parameters, IRandomDraw<T> uniform)
        where T : unmanaged, IFloatingPointIeee754<T> => parameters.Distribution switch
        {
            RandomDistribution.Integers => Integers<T>(parameters),
            RandomDistribution.Normal => new RandomKernel<T>((ulong)parameters.Seed, new NormalDraw<T>(parameters.Mean, parameters.Deviation)),
            _ => new RandomKernel<T>((ulong)parameters.Seed, uniform),
        };

    private static RefusalException Bad(string what, string help) =>
        new("bad-parameter", $"{char.ToUpperInvariant(what[0])}{what[1..]}.", help);
}
