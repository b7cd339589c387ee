namespace Etalon.Cubes.Tests;

public sealed class SampleTypesTests
{
    [Theory]
    [InlineData(SampleType.Int8, "int8", 1, true, true)]
    [InlineData(SampleType.UInt16, "uint16", 2, true, false)]
    [InlineData(SampleType.Int64, "int64", 8, true, true)]
    [InlineData(SampleType.Float32, "float32", 4, false, false)]
    [InlineData(SampleType.Complex64, "complex64", 8, false, false)]
    public void A_type_is_known_by_name_and_size(SampleType type, string name, int bytes, bool integer, bool signed)
    {
        Assert.Equal((name, bytes, integer, signed), (type.Name(), type.Bytes(), type.IsInteger(), type.IsSigned()));
        Assert.Equal(type, SampleTypes.Parse(name));
    }

    [Fact]
    public void Clr_types_match()
    {
        Assert.Equal(SampleType.UInt16, SampleTypes.Of<ushort>());
        Assert.Equal(SampleType.Float64, SampleTypes.Of<double>());
        Assert.Equal(SampleType.Complex64, SampleTypes.Of<Complex64>());
        Assert.Throws<NotSupportedException>(() => SampleTypes.Of<bool>());
    }

    [Fact]
    public void An_unknown_type_is_refused_with_the_nearest_name()
    {
        Assert.Contains("'float32'", Assert.Throws<RefusalException>(() => SampleTypes.Parse("float3")).Help, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_are_those_of_the_bits()
    {
        Assert.Equal((-(Int128)32768, (Int128)32767), SampleType.Int16.Limits());
        Assert.Equal(((Int128)0, (Int128)ulong.MaxValue), SampleType.UInt64.Limits());
    }
}
