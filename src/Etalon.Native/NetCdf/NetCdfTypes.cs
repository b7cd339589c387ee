namespace Etalon.Native;

/// <summary>What is known about each <see cref="NetCdfType"/>.</summary>
public static class NetCdfTypes
{
    /// <summary>The numbers it holds; null for text and user-defined types.</summary>
    public static NumberType? Number(this NetCdfType type) => type switch
    {
        NetCdfType.Int8 => NumberType.Int8,
        NetCdfType.UInt8 => NumberType.UInt8,
        NetCdfType.Int16 => NumberType.Int16,
        NetCdfType.UInt16 => NumberType.UInt16,
        NetCdfType.Int32 => NumberType.Int32,
        NetCdfType.UInt32 => NumberType.UInt32,
        NetCdfType.Int64 => NumberType.Int64,
        NetCdfType.UInt64 => NumberType.UInt64,
        NetCdfType.Float32 => NumberType.Float32,
        NetCdfType.Float64 => NumberType.Float64,
        _ => null,
    };

    /// <summary>The netCDF type for these numbers.</summary>
    /// <exception cref="NativeException">netCDF has none (complex numbers).</exception>
    public static NetCdfType ToNetCdf(this NumberType type) => type switch
    {
        NumberType.Int8 => NetCdfType.Int8,
        NumberType.UInt8 => NetCdfType.UInt8,
        NumberType.Int16 => NetCdfType.Int16,
        NumberType.UInt16 => NetCdfType.UInt16,
        NumberType.Int32 => NetCdfType.Int32,
        NumberType.UInt32 => NetCdfType.UInt32,
        NumberType.Int64 => NetCdfType.Int64,
        NumberType.UInt64 => NetCdfType.UInt64,
        NumberType.Float32 => NetCdfType.Float32,
        NumberType.Float64 => NetCdfType.Float64,
        _ => throw new NativeException("netCDF", "nc_def_var", 0, $"there is no type for {type}"),
    };
}
