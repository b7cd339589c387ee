using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Cubes with random shapes and samples, the same for the same seed.</summary>
public static class RandomCubes
{
    /// <summary>A cube of one to four axes named a, b, c, d in that order, at most about 4000 samples.</summary>
    public static CubeInfo Info(Random random, SampleType type, int most = 4)
    {
        var rank = random.Next(1, most + 1);
        var longest = (int)Math.Pow(4000, 1.0 / rank);
        return new CubeInfo(
            "cube",
            [.. Enumerable.Range(0, rank).Select(i => new Axis(((char)('a' + i)).ToString(), random.Next(1, longest + 1)))],
            type)
        {
            Missing = type.IsInteger() && random.Next(2) == 0 ? Limits(type).Low + 7 : null,
        };
    }

    /// <summary>A cube of the given axis lengths; axes are named a, b, c, …</summary>
    public static CubeInfo Info(SampleType type, params long[] lengths) => new(
        "cube", [.. lengths.Select((length, i) => new Axis(((char)('a' + i)).ToString(CultureInfo.InvariantCulture), length))], type);

    /// <summary>Samples that look like measurements, a fraction of them missing.</summary>
    public static MemoryCube Measured(Random random, CubeInfo info, double missing = 0.1)
    {
        var cube = MemoryCube.Empty(info, info.Whole, 0);
        for (var i = 0; i < info.Samples; i++)
        {
            var isMissing = random.NextDouble() < missing;
            if (info.Type.IsFloat())
            {
                Set(cube, i, isMissing ? double.NaN : 280 + (30 * (random.NextDouble() - 0.3) * random.NextDouble()));
            }
            else if (isMissing && info.Missing is { } fill)
            {
                SetInteger(cube, i, fill);
            }
            else
            {
                var (low, high) = Limits(info.Type);
                SetInteger(cube, i, low + (Int128)(random.NextDouble() * (double)(high - low)));
            }
        }

        return cube;
    }

    /// <summary>Floats of every kind: huge, tiny, subnormal, zeros of both signs, infinities if wanted, missing, cancelling.</summary>
    public static MemoryCube Wild(Random random, CubeInfo info, bool infinities = true)
    {
        var cube = MemoryCube.Empty(info, info.Whole, 0);
        var span = info.Type == SampleType.Float32 ? 38 : 300;
        for (var i = 0; i < info.Samples; i++)
        {
            Set(cube, i, random.Next(12) switch
            {
                0 => double.NaN,
                1 => random.Next(2) == 0 ? 0.0 : -0.0,
                2 when infinities && random.Next(40) == 0 => double.PositiveInfinity,
                3 when infinities && random.Next(40) == 0 => double.NegativeInfinity,
                4 => info.Type == SampleType.Float32 ? float.Epsilon * random.Next(1, 999) : double.Epsilon * random.Next(1, 999),
                5 => Math.Pow(10, random.Next(-span, span)) * (random.NextDouble() - 0.5),
                6 when i > 0 => -cube.ToDouble(i - 1),
                _ => random.NextDouble() - 0.5,
            });
        }

        return cube;
    }

    /// <summary>One sample of a float cube.</summary>
    public static double ToDouble(this MemoryCube cube, int index) =>
        cube.Info.Type switch
        {
            SampleType.Float16 => (double)cube.As<Half>()[index],
            SampleType.Float32 => cube.As<float>()[index],
            _ => cube.As<double>()[index],
        };

    private static (Int128 Low, Int128 High) Limits(SampleType type) => type.Limits();

    private static void Set(MemoryCube cube, int index, double value)
    {
        if (cube.Info.Type == SampleType.Float16)
        {
            cube.As<Half>()[index] = (Half)value;
        }
        else if (cube.Info.Type == SampleType.Float32)
        {
            cube.As<float>()[index] = (float)value;
        }
        else
        {
            cube.As<double>()[index] = value;
        }
    }

    private static unsafe void SetInteger(MemoryCube cube, int index, Int128 value)
    {
        var size = cube.Info.Type.Bytes();
        var bits = unchecked((ulong)value);
        new ReadOnlySpan<byte>(&bits, size).CopyTo(cube.Bytes.Slice(index * size, size));
    }
}
