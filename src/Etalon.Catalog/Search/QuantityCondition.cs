namespace Etalon.Catalog;

/// <summary>A closed range of a quantity, already in SI. Open ends are infinite; "greater than" begins at the next number.</summary>
/// <param name="Key">The quantity's name.</param>
/// <param name="SiUnit">The SI unit, which stands for the dimension; empty for none.</param>
/// <param name="Least">The least value.</param>
/// <param name="Greatest">The greatest value.</param>
public sealed record QuantityCondition(string Key, string SiUnit, double Least, double Greatest)
{
    /// <summary>key &gt; value.</summary>
    public static QuantityCondition Above(string key, string siUnit, double value) =>
        new(key, siUnit, Math.BitIncrement(value), double.PositiveInfinity);

    /// <summary>key ≥ value.</summary>
    public static QuantityCondition AtLeast(string key, string siUnit, double value) => new(key, siUnit, value, double.PositiveInfinity);

    /// <summary>key &lt; value.</summary>
    public static QuantityCondition Below(string key, string siUnit, double value) =>
        new(key, siUnit, double.NegativeInfinity, Math.BitDecrement(value));

    /// <summary>key ≤ value.</summary>
    public static QuantityCondition AtMost(string key, string siUnit, double value) => new(key, siUnit, double.NegativeInfinity, value);

    /// <summary>key = value, up to the rounding of unit conversions (a few parts in 10¹⁵).</summary>
    public static QuantityCondition Equal(string key, string siUnit, double value)
    {
        var slack = Math.Abs(value) * 4e-15;
        return new QuantityCondition(key, siUnit, value - slack, value + slack);
    }
}
