using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The values that the NetCDF libraries put where nobody wrote.</summary>
internal static class DefaultFill
{
    /// <summary>15 · 2^119, exact in both float types.</summary>
    public const double Float = 9.969209968386869e36;

    /// <summary>The fill value of an integer type.</summary>
    public static Int128 Of(SampleType type) => type switch
    {
        SampleType.Int8 => -127,
        SampleType.UInt8 => 255,
        SampleType.Int16 => -32767,
        SampleType.UInt16 => 65535,
        SampleType.Int32 => -2147483647,
        SampleType.UInt32 => 4294967295,
        SampleType.Int64 => -9223372036854775806,
        SampleType.UInt64 => 18446744073709551614,
        _ => throw new NotSupportedException($"{type.Name()} is no integer type."),
    };
}
