namespace Etalon.Cubes.Tests;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("20 keV", 20e3 * 1.602176634e-19, "m2 kg s-2")]
    [InlineData("20keV", 20e3 * 1.602176634e-19, "m2 kg s-2")]
    [InlineData("2eV", 2 * 1.602176634e-19, "m2 kg s-2")]
    [InlineData("-5 degC", 268.15, "K")]
    [InlineData("90 deg", Math.PI / 2, "1")]
    [InlineData(".5 mm", 5e-4, "m")]
    [InlineData("1e3 counts/s", 1e3, "s-1")]
    [InlineData("0.3", 0.3, "1")]
    public void A_quantity_has_a_value_in_si(string text, double value, string unit)
    {
        var quantity = Quantity.Parse(text);

        Assert.Equal(value, quantity.SiValue, Math.Abs(value) * 1e-15);
        Assert.Equal(unit, quantity.SiUnit);
    }

    [Theory]
    [InlineData("keV", "bad-quantity")]
    [InlineData("", "bad-quantity")]
    [InlineData("20 keX", "unknown-unit")]
    public void What_is_no_quantity_is_refused(string text, string code)
    {
        Assert.Equal(code, Assert.Throws<RefusalException>(() => Quantity.Parse(text)).Code);
        Assert.Null(Quantity.TryParse(text));
    }

    [Fact]
    public void Energies_in_different_units_meet_in_si()
    {
        Assert.Equal(Quantity.Parse("20 keV").SiValue, Quantity.Parse("20000 eV").SiValue, 1e-30);
        Assert.Equal(20000, Quantity.Parse("20 keV").To(Unit.Parse("eV")).Value);
        Assert.Equal("20 keV", Quantity.Parse("20 keV").ToString());
    }
}
