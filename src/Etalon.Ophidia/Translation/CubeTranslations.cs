using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>All operators that make cubes of cubes.</summary>
public static class CubeTranslations
{
    /// <summary>One of each.</summary>
    public static ImmutableArray<ICubeTranslation> All { get; } =
    [
        new ApplyTranslation(), new ReduceTranslation(), new Reduce2Translation(), new AggregateTranslation(), new Aggregate2Translation(), new SubsetTranslation(), new DuplicateTranslation(), new MergeTranslation(), new SplitTranslation(),
        new RollUpTranslation(), new DrillDownTranslation(), new PermuteTranslation(), new InterCubeTranslation(), new InterCube2Translation(),
        new MergeCubesTranslation(), new MergeCubes2Translation(),
    ];
}
