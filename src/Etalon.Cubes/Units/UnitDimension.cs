namespace Etalon.Cubes;

/// <summary>The exponents of the base dimensions in a unit, in the order of the SI brochure.</summary>
/// <remarks>
/// <paramref name="Radian"/> and <paramref name="Count"/> are markers: they say what a pure number counts and are kept in
/// products, but they take no part in compatibility (<c>rad s-1</c>, <c>counts/s</c> and <c>Hz</c> convert into one another).
/// </remarks>
/// <param name="Metre">Length.</param>
/// <param name="Kilogram">Mass.</param>
/// <param name="Second">Time.</param>
/// <param name="Ampere">Electric current.</param>
/// <param name="Kelvin">Temperature.</param>
/// <param name="Mole">Amount of substance.</param>
/// <param name="Candela">Luminous intensity.</param>
/// <param name="Radian">Marker for plane angles.</param>
/// <param name="Count">Marker for counted things: photons, events, pixels.</param>
public readonly record struct UnitDimension(
    int Metre = 0, int Kilogram = 0, int Second = 0, int Ampere = 0, int Kelvin = 0, int Mole = 0, int Candela = 0, int Radian = 0, int Count = 0)
{
    private static readonly string[] Symbols = ["m", "kg", "s", "A", "K", "mol", "cd", "rad", "count"];

    /// <summary>The same without the markers: what decides compatibility.</summary>
    public UnitDimension Physical => this with { Radian = 0, Count = 0 };

    /// <summary>Whether it is a pure number, markers aside.</summary>
    public bool IsNumber => Physical == default;

    private int[] Exponents => [Metre, Kilogram, Second, Ampere, Kelvin, Mole, Candela, Radian, Count];

    /// <summary>The dimension of a product.</summary>
    public UnitDimension Times(UnitDimension other) => Of(Exponents.Zip(other.Exponents, (a, b) => a + b));

    /// <summary>The dimension of a power.</summary>
    public UnitDimension Power(int exponent) => Of(Exponents.Select(e => e * exponent));

    /// <summary>The dimension of a root, or null where an exponent would not stay whole. Markers are dropped.</summary>
    public UnitDimension? Root(int degree) =>
        Physical.Exponents.All(e => e % degree == 0) ? Of(Physical.Exponents.Select(e => e / degree)) : null;

    /// <summary>Canonical text: <c>m kg s-2</c>, <c>1</c> for a number; positive exponents first.</summary>
    public override string ToString()
    {
        var exponents = Exponents;
        var parts = Enumerable.Range(0, exponents.Length)
            .Where(i => exponents[i] != 0)
            .OrderBy(i => exponents[i] < 0)
            .Select(i => exponents[i] == 1 ? Symbols[i] : Symbols[i] + exponents[i].ToString(System.Globalization.CultureInfo.InvariantCulture));
        var text = string.Join(' ', parts);
        return text.Length == 0 ? "1" : text;
    }

    private static UnitDimension Of(IEnumerable<int> exponents)
    {
        var e = exponents.ToArray();
        return new UnitDimension(e[0], e[1], e[2], e[3], e[4], e[5], e[6], e[7], e[8]);
    }
}
