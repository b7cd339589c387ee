using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The number types of the classic format, by their codes.</summary>
internal static class ClassicType
{
    /// <summary>The code of characters.</summary>
    public const int Char = 2;

    /// <summary>The sample type of a code; null for characters.</summary>
    /// <exception cref="InvalidDataException">There is no such code.</exception>
    public static SampleType? Sample(int code) => code switch
    {
        1 => SampleType.Int8,
        Char => null,
        3 => SampleType.Int16,
        4 => SampleType.Int32,
        5 => SampleType.Float32,
        6 => SampleType.Float64,
        7 => SampleType.UInt8,
        8 => SampleType.UInt16,
        9 => SampleType.UInt32,
        10 => SampleType.Int64,
        11 => SampleType.UInt64,
        _ => throw new InvalidDataException($"its header names the unknown number type {code}"),
    };

    /// <summary>Bytes of one element.</summary>
    public static int Bytes(int code) => Sample(code)?.Bytes() ?? 1;
}
