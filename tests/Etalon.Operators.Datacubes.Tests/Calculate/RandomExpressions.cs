using System.Globalization;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Random expressions in our language and the same in numpy.</summary>
internal static class RandomExpressions
{
    /// <summary>What numpy does not have in our sense: conditions with missing values.</summary>
    public const string Prelude = """
        def miss(r, *v):
            m = False
            for x in v: m = m | np.isnan(x)
            return np.where(m, np.nan, r)
        def lt(a, b): return miss(a < b, a, b)
        def le(a, b): return miss(a <= b, a, b)
        def eq(a, b): return miss(a == b, a, b)
        def ne(a, b): return miss(a != b, a, b)
        def no(a): return miss(a == 0, a)
        def both(a, b): return np.where((a == 0) | (b == 0), 0, miss(1, a, b))
        def one(a, b): return no(both(no(a), no(b)))
        def fill(a, b): return np.where(np.isnan(a), b, a)
        def choose(c, a, b): return miss(np.where(c != 0, a, b), c)
        np.seterr(all='ignore')

        """;

    private static readonly (string Ours, string Numpy)[] Steps =
    [
        ("({0} + {1})", "({0} + {1})"), ("({0} - {1})", "({0} - {1})"), ("{0} * {1}", "({0} * {1})"), ("({0}) / ({1})", "({0} / {1})"),
        ("min({0}, {1})", "np.minimum({0}, {1})"), ("max({0}, {1})", "np.maximum({0}, {1})"), ("-({0})", "(-{0})"), ("abs({0})", "np.abs({0})"),
        ("sqrt({0})", "np.sqrt({0})"), ("floor({0})", "np.floor({0})"), ("ceil({0})", "np.ceil({0})"), ("round({0})", "np.rint({0})"),
        ("trunc({0})", "np.trunc({0})"), ("sign({0})", "np.sign({0})"), ("({0})^2", "({0} * {0})"), ("mod({0}, {1})", "np.mod({0}, {1})"),
        ("fillmissing({0}, {1})", "fill({0}, {1})"), ("ismissing({0})", "(np.isnan({0}) * 1.0)"), ("(({0}) < {1})", "lt({0}, {1})"),
        ("(({0}) >= {1})", "le({1}, {0})"), ("(({0}) == {1})", "eq({0}, {1})"), ("(({0}) != {1})", "ne({0}, {1})"),
        ("(({0}) && {1})", "both({0}, {1})"), ("(({0}) || {1})", "one({0}, {1})"), ("!({0})", "no({0})"),
        ("where({0}, {1}, {2})", "choose({0}, {1}, {2})"), ("clip({0}, {1}, {2})", "np.minimum(np.maximum({0}, {1}), {2})"),
    ];

    /// <summary>One expression over the names, as deep as asked; it names at least the first one.</summary>
    public static (string Ours, string Numpy) Of(Random random, string[] names, int depth)
    {
        var (ours, numpy) = Part(random, names, depth);
        return ($"{ours} + {names[0]}", $"({numpy} + {names[0]})");
    }

    private static (string Ours, string Numpy) Part(Random random, string[] names, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
        {
            if (random.Next(4) != 0)
            {
                var name = names[random.Next(names.Length)];
                return (name, name);
            }

            // Eighths are exact in float32, so that both sides mean the same number.
            var number = (random.Next(1, 80) / 8.0).ToString(CultureInfo.InvariantCulture);
            return (number, $"x.dtype.type({number})");
        }

        var (ours, numpy) = Steps[random.Next(Steps.Length)];
        var parts = Enumerable.Range(0, 3).Select(_ => Part(random, names, depth - 1)).ToArray();
        return (
            string.Format(CultureInfo.InvariantCulture, ours, [.. parts.Select(p => (object)$"({p.Ours})")]),
            string.Format(CultureInfo.InvariantCulture, numpy, [.. parts.Select(p => (object)p.Numpy)]));
    }
}
