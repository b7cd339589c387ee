using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>
/// Makes axes of NAXIS1, NAXIS2, … and of what the header says of world coordinates (FITS 4.0, section 8). An axis whose coordinates follow from its own
/// index alone and linearly gets them; of others (projections of the sky, turned axes, tables) only the index is known.
/// </summary>
internal static class FitsAxes
{
    /// <summary>The axes, slowest-varying first, and the keywords that are left.</summary>
    public static (ImmutableArray<Axis> Axes, AttributeSet Keywords) Of(IReadOnlyList<long> lengths, AttributeSet keywords)
    {
        var axes = new Axis[lengths.Count];
        var left = keywords;
        for (var n = 1; n <= lengths.Count; n++)
        {
            var axis = new Axis(Key("NAXIS", n), lengths[n - 1]);
            if (Coordinates(n, axis.Length, lengths.Count, keywords) is { } coordinates)
            {
                axis = axis with { Coordinates = coordinates, Unit = keywords.Text(Key("CUNIT", n)).Trim(), Attributes = Described(n, keywords) };
                axis = axis.IsTime ? axis with { Calendar = "standard" } : axis;
                left = left.Without([.. Names("CTYPE", "CUNIT", "CRPIX", "CRVAL", "CDELT", "CNAME").Select(name => Key(name, n))]);
            }

            axes[lengths.Count - n] = axis;
        }

        return ([.. axes], left);
    }

    private static RegularCoordinates? Coordinates(int n, long length, int rank, AttributeSet keywords)
    {
        var isSaid = Names("CTYPE", "CRPIX", "CRVAL", "CDELT").Any(name => keywords[Key(name, n)] is not null) || keywords[Matrix("CD", n, n)] is not null;
        if (!isSaid || !IsLinear(keywords.Text(Key("CTYPE", n))) || IsTurned(n, rank, keywords))
        {
            return null;
        }

        var step = keywords.Number(Matrix("CD", n, n)) ?? ((keywords.Number(Key("CDELT", n)) ?? 1) * (keywords.Number(Matrix("PC", n, n)) ?? 1));
        var start = (keywords.Number(Key("CRVAL", n)) ?? 0) + (step * (1 - (keywords.Number(Key("CRPIX", n)) ?? 0)));
        return double.IsFinite(start) && double.IsFinite(start + (step * length)) && step != 0 ? new RegularCoordinates(start, step, length) : null;
    }

    /// <summary>A code such as <c>RA---TAN</c> or <c>WAVE-LOG</c> names how coordinates are computed; anything else is linear.</summary>
    private static bool IsLinear(string type) => !(type.Length >= 6 && type[4] == '-');

    /// <summary>Whether the matrix mixes the axis with another one.</summary>
    private static bool IsTurned(int n, int rank, AttributeSet keywords)
    {
        for (var other = 1; other <= rank; other++)
        {
            var mixed = other != n && Names("CD", "PC").Any(name => IsNonzero(Matrix(name, n, other)) || IsNonzero(Matrix(name, other, n)));
            if (mixed || (n <= 2 && IsNonzero(Key("CROTA", other))))
            {
                return true;
            }
        }

        return false;

        bool IsNonzero(string key) => (keywords.Number(key) ?? 0) != 0;
    }

    private static AttributeSet Described(int n, AttributeSet keywords)
    {
        var said = AttributeSet.Empty;
        foreach (var (name, key) in new[] { ("CTYPE", "CTYPE"), ("CNAME", "long_name") })
        {
            var text = keywords.Text(Key(name, n)).Trim();
            said = text.Length > 0 ? said.With(key, text) : said;
        }

        return said;
    }

    private static string[] Names(params string[] names) => names;

    private static string Key(string name, int n) => string.Create(CultureInfo.InvariantCulture, $"{name}{n}");

    private static string Matrix(string name, int i, int j) => string.Create(CultureInfo.InvariantCulture, $"{name}{i}_{j}");
}
