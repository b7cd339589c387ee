using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>All operators that make cubes of cubes.</summary>
public static class CubeTranslations
{
    /// <summary>One of each.</summary>
    public static ImmutableArray<ICubeTranslation> All { get; } =
    [
        new ApplyTranslation(), new ReduceTranslation(), new AggregateTranslation(), new DuplicateTranslation(), new MergeTranslation(), new SplitTranslation(),
        new RollUpTranslation(), new DrillDownTranslation(), new PermuteTranslation(),
    ];
}
