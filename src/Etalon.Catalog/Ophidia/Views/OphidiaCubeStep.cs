namespace Etalon.Catalog;

/// <summary>A cube and what it was made from.</summary>
/// <param name="Id">Its number.</param>
/// <param name="ContainerId">Its container.</param>
/// <param name="Operator">What made it.</param>
/// <param name="Source">The file it came from.</param>
/// <param name="Parents">The cubes it was made from, with their containers, of those that are still there.</param>
/// <param name="ParentContainers">The containers of those.</param>
public sealed record OphidiaCubeStep(
    long Id, long ContainerId, string Operator, string Source, IReadOnlyList<long> Parents, IReadOnlyList<long> ParentContainers);
