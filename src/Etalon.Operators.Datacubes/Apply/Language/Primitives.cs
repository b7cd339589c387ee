using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>All primitives of array expressions, for reference pages and for the parser.</summary>
public static class Primitives
{
    private static readonly Lazy<Dictionary<string, Primitive>> ByName = new(() => All
        .SelectMany(primitive => primitive.Aliases.Prepend(primitive.Name).Select(name => (name, primitive)))
        .ToDictionary(pair => pair.name, pair => pair.primitive, StringComparer.OrdinalIgnoreCase));

    /// <summary>All, by name.</summary>
    public static ImmutableArray<Primitive> All { get; } =
    [
        .. new IEnumerable<Primitive>[]
        {
            ReductionPrimitives.All, ScalarPrimitives.All, PairPrimitives.All, TypePrimitives.All, RunningPrimitives.All, ConditionPrimitives.All,
            StatisticsPrimitives.All, FitPrimitives.All, SpectralPrimitives.All, AggregatePrimitives.All, Complex(SelectionPrimitives.All), Complex(ShapePrimitives.All), Complex(ComplexPrimitives.All),
        }.SelectMany(group => group).OrderBy(primitive => primitive.Name, StringComparer.Ordinal),
    ];

    /// <summary>The primitive of that name, in any case; null for none.</summary>
    public static Primitive? Find(string name) => ByName.Value.GetValueOrDefault(name);

    /// <summary>Primitives that only move elements, or are made for complex ones.</summary>
    private static IEnumerable<Primitive> Complex(IEnumerable<Primitive> group) => group.Select(primitive => primitive with { TakesComplex = true });
}
