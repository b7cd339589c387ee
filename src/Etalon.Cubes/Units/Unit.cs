namespace Etalon.Cubes;

/// <summary>A unit of measure: a product of base dimensions with a scale, and a shifted zero for temperatures.</summary>
/// <remarks>
/// Read from udunits and UCUM spellings as CF and NeXus files contain them. Equal units compare equal whatever their spelling
/// (<c>m/s</c> and <c>metres second-1</c>); <see cref="ToString"/> keeps the spelling.
/// </remarks>
public sealed class Unit : IEquatable<Unit>
{
    private readonly string? _spelling;

    internal Unit(UnitScale scale, UnitDimension dimension, double origin = 0, string? spelling = null)
    {
        Scale = scale;
        Dimension = dimension;
        Origin = origin;
        _spelling = spelling;
    }

    /// <summary>The pure number 1.</summary>
    public static Unit One { get; } = new(UnitScale.One, default, 0, "1");

    /// <summary>Exponents of the base dimensions.</summary>
    public UnitDimension Dimension { get; }

    /// <summary>The coherent SI unit of this dimension: scale 1, no offset, markers kept.</summary>
    public Unit Si => new(UnitScale.One, Dimension);

    /// <summary>The unit of a difference of two values: a shifted zero is lost, so degC becomes K.</summary>
    public Unit Difference => Origin == 0 ? this : new(Scale, Dimension);

    /// <summary>
    /// The SI text under which compatible quantities meet: two units are compatible exactly when these texts are equal.
    /// </summary>
    public string SiText => Dimension.Physical.ToString();

    /// <summary>A spelling-independent text that <see cref="Parse"/> reads as an equal unit.</summary>
    public string Canonical
    {
        get
        {
            var dimension = Dimension.ToString();
            var unshifted = (Scale == UnitScale.One, Dimension == default) switch
            {
                (true, _) => dimension,
                (_, true) => Scale.ToString(),
                _ => $"{Scale} {dimension}",
            };
            return Origin == 0 ? unshifted : $"{unshifted} @ {Origin.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}";
        }
    }

    internal UnitScale Scale { get; }

    /// <summary>What is added to a value in this unit before it is scaled: 273.15 for degC, 459.67 for degF.</summary>
    internal double Origin { get; }

    /// <summary>The unit of that text; an empty text is the number 1.</summary>
    /// <exception cref="RefusalException">
    /// <c>unknown-unit</c> (with the nearest names), <c>bad-unit</c>, <c>logarithmic-unit</c>, <c>time-reference-unit</c>.
    /// </exception>
    public static Unit Parse(string text) => UnitParser.Parse(text);

    /// <summary>The unit of that text, or null.</summary>
    public static Unit? TryParse(string? text)
    {
        try
        {
            return text is null ? null : UnitParser.Parse(text);
        }
        catch (RefusalException)
        {
            return null;
        }
    }

    /// <summary>The unit of that text; false where it has none.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Unit? unit)
    {
        unit = TryParse(text);
        return unit is not null;
    }

    /// <summary>Whether values in this unit can be converted into the other one.</summary>
    public bool CompatibleWith(Unit other) => Dimension.Physical == other.Dimension.Physical;

    /// <summary>How values in this unit become values in the other one.</summary>
    /// <exception cref="RefusalException"><c>incompatible-units</c>: the dimensions differ.</exception>
    public UnitConversion ConverterTo(Unit other)
    {
        if (!CompatibleWith(other))
        {
            throw new RefusalException(
                "incompatible-units",
                $"'{this}' ({SiText} in SI) cannot be converted to '{other}' ({other.SiText} in SI).",
                $"Choose a unit with the dimension of '{this}'.");
        }

        var scale = Scale.RatioTo(other.Scale);
        return new UnitConversion(scale, Origin == 0 && other.Origin == 0 ? 0 : OffsetTo(other, scale));
    }

    /// <summary>The unit of a product. A shifted zero is lost, as in <c>J/degC</c>, except in a product with the number 1.</summary>
    public Unit Multiply(Unit other)
    {
        if (other.IsOne)
        {
            return this;
        }

        return IsOne ? other : new Unit(Scale.Times(other.Scale), Dimension.Times(other.Dimension));
    }

    /// <summary>The unit of a quotient.</summary>
    public Unit Divide(Unit other) => other.IsOne ? this : new Unit(Scale.Times(other.Scale.Power(-1)), Dimension.Times(other.Dimension.Power(-1)));

    /// <summary>The unit of a whole power.</summary>
    public Unit Power(int exponent) => exponent == 1 ? this : new Unit(Scale.Power(exponent), Dimension.Power(exponent));

    /// <summary>The unit of a root.</summary>
    /// <exception cref="RefusalException"><c>unit-root</c>: an exponent would not stay whole.</exception>
    public Unit Root(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        if (degree == 1 || IsOne)
        {
            return this;
        }

        var dimension = Dimension.Root(degree) ?? throw new RefusalException(
            "unit-root", $"The root of degree {degree} of '{this}' ({SiText} in SI) has no whole exponents.",
            "Convert or divide first, so that the root is taken of a number or of an even power.");
        return new Unit(new UnitScale(Math.Round(Math.Pow(Scale.Value, 1.0 / degree), 15)) is { IsUsable: true } tidy
            && tidy.Power(degree).RatioTo(Scale) == 1
            ? tidy
            : new UnitScale(Math.Pow(Scale.Value, 1.0 / degree)), dimension);
    }

    /// <inheritdoc />
    public bool Equals(Unit? other) =>
        other is not null && Dimension == other.Dimension && Scale.RatioTo(other.Scale) == 1 && Origin == other.Origin;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Unit);

    /// <inheritdoc />
    public override int GetHashCode() => Dimension.GetHashCode();

    /// <summary>The unit as it was written, or its canonical text.</summary>
    public override string ToString() => _spelling ?? Canonical;

    internal Unit Spelled(string spelling) => new(Scale, Dimension, Origin, spelling);

    /// <summary>The unit times a number: a shifted zero stays where it is (<c>0.1 degC</c>).</summary>
    internal Unit Scaled(UnitScale factor) => new(Scale.Times(factor), Dimension, Origin == 0 ? 0 : Origin / factor.Value);

    private bool IsOne => Dimension == default && Scale == UnitScale.One && Origin == 0;

    private double OffsetTo(Unit other, double scale)
    {
        // In decimal where it fits, so that degC to degF adds 32 and not 32.00000000000006.
        var top = Scale.Numerator * other.Scale.Denominator;
        var bottom = Scale.Denominator * other.Scale.Numerator;
        var exponent = Scale.Exponent - other.Scale.Exponent;
        if (exponent != 0 || Math.Abs(top) > 1e6 || Math.Abs(bottom) > 1e6 || Math.Abs(Origin) > 1e6 || Math.Abs(other.Origin) > 1e6)
        {
            return (Origin * scale) - other.Origin;
        }

        return (double)(((decimal)Origin * (decimal)top / (decimal)bottom) - (decimal)other.Origin);
    }
}
