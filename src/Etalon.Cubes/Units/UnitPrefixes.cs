using System.Diagnostics.CodeAnalysis;

namespace Etalon.Cubes;

/// <summary>The SI prefixes, as symbols and as words.</summary>
internal static class UnitPrefixes
{
    // "da" before "d", so that the longer prefix is tried first.
    private static readonly (string Symbol, string Word, int Exponent)[] All =
    [
        ("da", "deca", 1), ("da", "deka", 1), ("Q", "quetta", 30), ("R", "ronna", 27), ("Y", "yotta", 24), ("Z", "zetta", 21),
        ("E", "exa", 18), ("P", "peta", 15), ("T", "tera", 12), ("G", "giga", 9), ("M", "mega", 6), ("k", "kilo", 3),
        ("h", "hecto", 2), ("d", "deci", -1), ("c", "centi", -2), ("m", "milli", -3), ("µ", "micro", -6), ("u", "micro", -6),
        ("n", "nano", -9), ("p", "pico", -12), ("f", "femto", -15), ("a", "atto", -18), ("z", "zepto", -21), ("y", "yocto", -24),
    ];

    /// <summary>The unit of a name that starts with a prefix.</summary>
    public static bool TrySplit(
        string name, IReadOnlyDictionary<string, Unit> symbols, IReadOnlyDictionary<string, Unit> words, [NotNullWhen(true)] out Unit? unit)
    {
        foreach (var (symbol, word, exponent) in All)
        {
            if ((Rest(name, symbol) is { } afterSymbol && symbols.TryGetValue(afterSymbol, out unit))
                || (Rest(name, word) is { } afterWord && words.TryGetValue(afterWord, out unit)))
            {
                unit = unit.Scaled(new UnitScale(1, 1, exponent));
                return true;
            }
        }

        unit = null;
        return false;
    }

    private static string? Rest(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
}
