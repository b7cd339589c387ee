namespace Etalon.Cubes.Tests;

public sealed class UnitTests
{
    public static TheoryData<string, string> SameUnits => new()
    {
        { "m s-1", "m/s" }, { "m.s-1", "m/s" }, { "m s^-1", "m/s" }, { "m s**-1", "m/s" }, { "m·s⁻¹", "m/s" }, { "metres per second", "m/s" },
        { "meters second-1", "m/s" }, { "W m-2", "kg s-3" }, { "kg m-2 s-1", "kg/m2/s" }, { "celsius", "degC" }, { "degree_Celsius", "degC" },
        { "°C", "degC" }, { "Cel", "degC" }, { "degrees_north", "deg" }, { "degrees_east", "degrees" }, { "hPa", "mbar" }, { "millibar", "mbar" },
        { "kelvin", "K" }, { "Kelvin", "K" }, { "kilograms", "kg" }, { "Angstrom", "angstrom" }, { "Å", "angstrom" }, { "\u212B", "angstrom" },
        { "A\u030A", "angstrom" }, { "um", "µm" }, { "μm", "µm" }, { "micrometer", "µm" }, { "1e-6", "ppm" }, { "%", "0.01" }, { "1/cm", "cm-1" },
        { "g/cm3", "g cm-3" }, { "J kg-1", "m2 s-2" }, { "mol mol-1", "1" }, { "l", "dm3" }, { "L", "litre" }, { "barn", "1e-28 m2" },
        { "h", "60 min" }, { "days", "24 hours" }, { "daPa", "10 Pa" }, { "photons/s", "counts/s" }, { "(m/s)2", "m2 s-2" }, { "{dose}/s", "Hz" },
        { "kg/m s", "kg m-1 s" }, { "mmHg", "mm[Hg]" }, { "kg m-2 day-1", "kg/m2/d" }, { "", "1" }, { "K @ 273.15", "degC" }, { "eV", "1.602176634e-19 J" },
        { "MeV", "1e6 eV" }, { "YHz", "1e24 Hz" }, { "ym", "1e-24 m" }, { "arcmin", "1/60 deg" }, { "Gigawatts", "GW" },
    };

    public static TheoryData<string, string> Refused => new()
    {
        { "kelvni", "unknown-unit" }, { "m s -1", "bad-unit" }, { "m//s", "bad-unit" }, { "m^", "bad-unit" }, { "(m", "bad-unit" }, { "m)", "bad-unit" },
        { "Hz^0.5", "bad-unit" }, { "m1/2", "bad-unit" }, { "10*3 m", "bad-unit" }, { "dB", "logarithmic-unit" }, { "dBZ", "logarithmic-unit" },
        { "lg(re 1 mW)", "logarithmic-unit" }, { "days since 2000-01-01", "time-reference-unit" }, { "0 m", "bad-unit" }, { "m99", "bad-unit" },
        { "1e300 m 1e300", "bad-unit" }, { "*", "bad-unit" }, { "m*", "bad-unit" }, { "furlongs", "unknown-unit" }, { "Mw", "unknown-unit" }, { "{m", "bad-unit" },
    };

    [Theory]
    [MemberData(nameof(SameUnits))]
    public void Spellings_of_one_unit_are_equal(string one, string other)
    {
        var conversion = Unit.Parse(one).ConverterTo(Unit.Parse(other));

        Assert.True(conversion.IsIdentity, $"{conversion}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_unit_is_refused_with_its_code(string text, string code)
    {
        var refusal = Assert.Throws<RefusalException>(() => Unit.Parse(text));

        Assert.Equal(code, refusal.Code);
        Assert.Null(Unit.TryParse(text));
        Assert.NotEmpty(refusal.Help);
    }

    [Theory]
    [InlineData("kelvni", "kelvin")]
    [InlineData("metre s-1 secnd", "second")]
    [InlineData("degres_north", "degrees_north")]
    public void An_unknown_unit_is_refused_with_the_nearest_names(string text, string meant)
    {
        var refusal = Assert.Throws<RefusalException>(() => Unit.Parse(text));

        Assert.Contains($"'{meant}'", refusal.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("degC", "degF", 1.8, 32)]
    [InlineData("degC", "K", 1, 273.15)]
    [InlineData("K", "degC", 1, -273.15)]
    [InlineData("hPa", "Pa", 100, 0)]
    [InlineData("mm", "µm", 1000, 0)]
    [InlineData("mm", "km", 1e-6, 0)]
    [InlineData("km h-1", "m s-1", 1 / 3.6, 0)]
    [InlineData("keV", "J", 1.602176634e-16, 0)]
    [InlineData("1/min", "1/h", 60, 0)]
    [InlineData("deg", "mrad", 1000 * Math.PI / 180, 0)]
    [InlineData("mm day-1", "m s-1", 1 / 86400e3, 0)]
    [InlineData("0.1 degC", "K", 0.1, 273.15)]
    [InlineData("J degC-1", "J K-1", 1, 0)]
    public void Conversions_are_as_exact_as_their_definitions(string from, string to, double scale, double offset)
    {
        var conversion = Unit.Parse(from).ConverterTo(Unit.Parse(to));

        Assert.Equal(new UnitConversion(scale, offset), conversion);
    }

    [Fact]
    public void Minus_forty_is_the_same_in_both_temperature_scales()
    {
        Assert.Equal(-40, Unit.Parse("degC").ConverterTo(Unit.Parse("degF")).Apply(-40), 1e-12);
    }

    [Theory]
    [InlineData("m", "s")]
    [InlineData("K", "1")]
    [InlineData("kg m-2", "kg m-3")]
    public void Different_dimensions_are_refused(string from, string to)
    {
        var refusal = Assert.Throws<RefusalException>(() => Unit.Parse(from).ConverterTo(Unit.Parse(to)));

        Assert.Equal("incompatible-units", refusal.Code);
        Assert.False(Unit.Parse(from).CompatibleWith(Unit.Parse(to)));
    }

    [Fact]
    public void Products_quotients_powers_and_roots_follow_their_dimensions()
    {
        var speed = Unit.Parse("km").Divide(Unit.Parse("h"));

        Assert.Equal(Unit.Parse("km/h"), speed);
        Assert.Equal(Unit.Parse("km2 h-2"), speed.Power(2));
        Assert.Equal(Unit.Parse("km2 h-2"), speed.Multiply(speed));
        Assert.Equal(speed, speed.Power(2).Root(2));
        Assert.Equal("unit-root", Assert.Throws<RefusalException>(() => speed.Root(2)).Code);
    }

    [Fact]
    public void A_product_with_the_number_one_keeps_the_spelling_and_the_zero()
    {
        var celsius = Unit.Parse("degC");

        Assert.Same(celsius, celsius.Multiply(Unit.One));
        Assert.Same(celsius, Unit.One.Multiply(celsius));
        Assert.Same(celsius, celsius.Divide(Unit.One));
    }

    [Theory]
    [MemberData(nameof(SameUnits))]
    public void The_canonical_text_reads_back_as_the_same_unit(string one, string other)
    {
        foreach (var unit in new[] { Unit.Parse(one), Unit.Parse(other), Unit.Parse("degF"), Unit.Parse("degrees_north"), Unit.Parse("1/min") })
        {
            Assert.Equal(unit, Unit.Parse(unit.Canonical));
        }
    }

    [Fact]
    public void Compatible_units_have_one_si_text_and_others_another()
    {
        string[] texts = ["Hz", "counts/s", "rad s-1", "m/s", "km h-1", "keV", "J", "degC", "K", "deg", "1", "%", "hPa"];
        foreach (var a in texts.Select(Unit.Parse))
        {
            foreach (var b in texts.Select(Unit.Parse))
            {
                Assert.Equal(a.CompatibleWith(b), string.Equals(a.SiText, b.SiText, StringComparison.Ordinal));
            }
        }
    }
}
