using System.Diagnostics.CodeAnalysis;

namespace Etalon.Cubes;

/// <summary>The names of units and what they mean.</summary>
/// <remarks>
/// Values: SI brochure (9th edition) with its exact constants of 2019. A year is udunits' tropical year and a month its twelfth
/// part, so that rates per year convert as they do in other programs; time axes refuse both (see <see cref="CfTime"/>).
/// Names that mean different things in udunits and UCUM are left out, so that they are refused: a (are, year), cal (4.1868 J,
/// 4.184 J), oz (volume, mass), Gs (gigasecond, gauss).
/// </remarks>
internal static class UnitTable
{
    /// <summary>Symbols that take a prefix; words that take one; definition in units above it.</summary>
    private static readonly (string Symbols, string Words, string Definition)[] Prefixable =
    [
        ("Hz", "hertz", "s-1"), ("N", "newton", "kg m s-2"), ("Pa", "pascal", "N m-2"), ("J", "joule", "N m"), ("W", "watt", "J s-1"),
        ("C", "coulomb", "A s"), ("V", "volt", "W A-1"), ("F", "farad", "C V-1"), ("Ω Ohm", "ohm", "V A-1"), ("S", "siemens", "A V-1"),
        ("Wb", "weber", "V s"), ("T", "tesla", "Wb m-2"), ("H", "henry", "Wb A-1"), ("sr", "steradian", "rad2"),
        ("lm", "lumen", "cd sr"), ("lx", "lux", "lm m-2"), ("Bq", "becquerel", "s-1"), ("Gy", "gray", "J kg-1"), ("Sv", "sievert", "J kg-1"),
        ("kat", "katal", "mol s-1"), ("l L ℓ", "liter litre", "1e-3 m3"), ("t", "tonne metric_ton", "1000 kg"), ("bar", "bar", "1e5 Pa"),
        ("eV", "electronvolt electron_volt", "1.602176634e-19 J"), ("u Da", "atomic_mass_unit dalton unified_atomic_mass_unit", "1.66053906892e-27 kg"),
        ("b barn", "barn", "1e-28 m2"), ("dyn", "dyne", "1e-5 N"), ("erg", "erg", "1e-7 J"),
        ("", "gauss", "1e-4 T"), ("sec", "", "s"), ("arcsec as", "arcsecond arc_second", "1/3600 deg"), ("pc", "parsec", "3.0856775814913673e16 m"),
        ("Ci", "curie", "3.7e10 Bq"), ("P", "poise", "0.1 Pa s"), ("St", "stokes", "1e-4 m2 s-1"),
        ("cts", "", "count"), ("px", "pixel", "count"), ("Torr", "torr", "101325/760 Pa"),
    ];

    private static readonly (string Symbols, string Words, string Definition)[] Plain =
    [
        ("min", "minute", "60 s"), ("h hr", "hour", "3600 s"), ("hrs", "", "h"), ("d", "day", "86400 s"), ("wk", "week", "7 day"),
        ("yr", "year tropical_year", "31556925.9747 s"), ("", "month", "31556925.9747/12 s"), ("", "common_year", "365 day"),
        ("", "Julian_year julian_year", "365.25 day"),
        ("arcmin ' ′", "arcminute arc_minute", "1/60 deg"), ("\" ″", "", "1/3600 deg"), ("", "turn revolution cycle", "360 deg"), ("rpm", "", "6 deg/s"),
        ("degrees_north degree_north degrees_N degree_N degreesN degreeN degrees_east degree_east degrees_E degree_E degreesE degreeE", "", "deg"),
        ("degrees_true degree_true degrees_T degree_T arcdeg", "arc_degree angular_degree", "deg"),
        ("%", "percent", "0.01"), ("‰", "permille", "1e-3"), ("ppm ppmv ppmV [ppm]", "", "1e-6"), ("ppb ppbv ppbV [ppb]", "", "1e-9"),
        ("ppt pptv pptV [pptr]", "", "1e-12"),
        ("Å", "angstrom ångström Ångström ångstrom", "1e-10 m"), ("micron", "micron", "1e-6 m"), ("au AU", "astronomical_unit", "149597870700 m"),
        ("ly", "light_year lightyear", "9460730472580800 m"),
        ("atm", "atmosphere standard_atmosphere", "101325 Pa"), ("mmHg mm_Hg mm[Hg]", "", "133.322387415 Pa"), ("inHg", "", "3386.388640341 Pa"),
        ("psi", "", "6894.757293168361 Pa"),
        ("in [in_i]", "inch", "0.0254 m"), ("inches", "", "in"), ("ft [ft_i]", "foot", "0.3048 m"), ("feet", "", "ft"), ("yd", "yard", "0.9144 m"),
        ("mi", "mile", "1609.344 m"), ("nmile", "nautical_mile", "1852 m"), ("kt kts", "knot", "1852/3600 m/s"), ("mph", "", "mi/h"),
        ("lb", "pound", "0.45359237 kg"), ("ha", "hectare", "10000 m2"),
        ("", "sverdrup", "1e6 m3 s-1"), ("DU", "dobson", "446.2e-6 mol m-2"), ("", "standard_gravity gravity", "9.80665 m s-2"),
        ("degC °C ℃ Cel deg_C degreeC degreesC degree_C degrees_C", "celsius degree_celsius degree_Celsius degrees_celsius degrees_Celsius centigrade", "K @ 273.15"),
        ("degF °F ℉ [degF] deg_F degreeF degree_F degrees_F", "fahrenheit degree_fahrenheit degree_Fahrenheit degrees_fahrenheit degrees_Fahrenheit", "5/9 K @ 459.67"),
        ("degR degree_R °R", "rankine degree_rankine degree_Rankine", "5/9 K"),
        ("degK deg_K degree_K degrees_K °K", "degree_kelvin degree_Kelvin degrees_kelvin degrees_Kelvin", "K"),
        ("", "photon event particle electron pulse frame channel sample detection", "count"),
    ];

    private static readonly Dictionary<string, Unit> PrefixableSymbols = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Unit> PrefixableWords = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Unit> Names = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Unit> NoSymbols = new(StringComparer.Ordinal);
    private static readonly Dictionary<string, Unit> LowerWords = new(StringComparer.Ordinal);
    private static readonly HashSet<string> Logarithmic = new(StringComparer.OrdinalIgnoreCase)
    {
        "dB", "dBZ", "dBm", "dBW", "dBi", "bel", "decibel", "decibels", "Np", "neper", "pH", "lg", "ln", "log",
    };

    static UnitTable()
    {
        AddBase("m", "meter metre", new UnitDimension(Metre: 1), 0);
        AddBase("g", "gram gramme", new UnitDimension(Kilogram: 1), -3);
        AddBase("s", "second", new UnitDimension(Second: 1), 0);
        AddBase("A", "ampere amp", new UnitDimension(Ampere: 1), 0);
        AddBase("K", "kelvin", new UnitDimension(Kelvin: 1), 0);
        AddBase("mol", "mole", new UnitDimension(Mole: 1), 0);
        AddBase("cd", "candela", new UnitDimension(Candela: 1), 0);
        AddBase("rad", "radian", new UnitDimension(Radian: 1), 0);
        AddBase("", "count", new UnitDimension(Count: 1), 0);
        Add("deg °", "degree", new Unit(new UnitScale(Math.PI, 180), new UnitDimension(Radian: 1)), prefixable: true);
        foreach (var (symbols, words, definition) in Prefixable)
        {
            Add(symbols, words, UnitParser.Parse(definition), prefixable: true);
        }

        foreach (var (symbols, words, definition) in Plain)
        {
            Add(symbols, words, UnitParser.Parse(definition), prefixable: false);
        }
    }

    /// <summary>Every name without its prefixed forms.</summary>
    public static IEnumerable<string> All => Names.Keys.Concat(["km", "cm", "mm", "µm", "nm", "kg", "hPa", "kPa", "mbar", "keV", "MeV"]);

    /// <summary>Whether the name is that of a logarithm of a ratio.</summary>
    public static bool IsLogarithmic(string name) => Logarithmic.Contains(name);

    /// <summary>The unit of one name, prefix and plural included.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out Unit? unit)
    {
        if (Names.TryGetValue(name, out unit) || UnitPrefixes.TrySplit(name, PrefixableSymbols, PrefixableWords, out unit))
        {
            return true;
        }

        // Words are also written "Kelvin" and "Meters"; symbols never change case (mW is no MW).
        var lower = name.ToLowerInvariant();
        return name.Length >= 3
            && (LowerWords.TryGetValue(lower, out unit) || UnitPrefixes.TrySplit(lower, NoSymbols, PrefixableWords, out unit));
    }

    private static void AddBase(string symbol, string words, UnitDimension dimension, int exponent) =>
        Add(symbol, words, new Unit(new UnitScale(1, 1, exponent), dimension), prefixable: true);

    private static void Add(string symbols, string words, Unit unit, bool prefixable)
    {
        foreach (var symbol in symbols.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Names.Add(symbol, unit);
            if (prefixable)
            {
                PrefixableSymbols.Add(symbol, unit);
            }
        }

        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => new[] { word, word + "s" }))
        {
            Names.TryAdd(word, unit);
            LowerWords.TryAdd(word.ToLowerInvariant(), unit);
            if (prefixable)
            {
                PrefixableWords.TryAdd(word, unit);
            }
        }
    }
}
