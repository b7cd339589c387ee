using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>Samples as nested JSON arrays; missing samples are null.</summary>
public static class SampleArrays
{
    /// <summary>The samples of a whole (small) cube.</summary>
    public static unsafe JsonNode? ToJson(CubeInfo cube, ReadOnlySpan<byte> samples)
    {
        fixed (byte* first = samples)
        {
            return Level(cube, 0, first, cube.Bytes);
        }
    }

    private static unsafe JsonNode? Level(CubeInfo cube, int axis, byte* at, long bytes)
    {
        if (axis == cube.Rank)
        {
            return Sample(cube, at);
        }

        var step = bytes / cube.Axes[axis].Length;
        var array = new JsonArray();
        for (var i = 0L; i < cube.Axes[axis].Length; i++)
        {
            array.Add(Level(cube, axis + 1, at + (i * step), step));
        }

        return array;
    }

    private static unsafe JsonNode? Sample(CubeInfo cube, byte* at)
    {
        if (cube.Type == SampleType.Complex64)
        {
            var complex = *(Complex64*)at;
            return new JsonArray(complex.Real, complex.Imaginary);
        }

        if (cube.Type.IsFloat())
        {
            return Float(cube.Type, SampleText.ToDouble(cube.Type, at));
        }

        Int128 whole = cube.Type switch
        {
            SampleType.UInt64 => *(ulong*)at,
            SampleType.Int64 => *(long*)at,
            _ => (Int128)SampleText.ToDouble(cube.Type, at),
        };
        return whole == cube.Missing ? null : whole < 0 ? JsonValue.Create((long)whole) : JsonValue.Create((ulong)whole);
    }

    /// <summary>JSON has no NaN and no infinity: missing is null, infinities are texts.</summary>
    private static JsonValue? Float(SampleType type, double value) => value switch
    {
        double.NaN => null,
        double.PositiveInfinity => JsonValue.Create("Infinity"),
        double.NegativeInfinity => JsonValue.Create("-Infinity"),
        _ when type is SampleType.Float16 or SampleType.Float32 => JsonValue.Create((float)value),
        _ => JsonValue.Create(value),
    };
}
