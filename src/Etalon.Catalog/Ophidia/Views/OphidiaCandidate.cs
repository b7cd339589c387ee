namespace Etalon.Catalog;

/// <summary>What conditions on cubes are checked against.</summary>
/// <param name="Id">The cube's number.</param>
/// <param name="ContainerId">Its container's number.</param>
/// <param name="Container">Its container's name.</param>
/// <param name="Level">How many steps lie between it and what was brought in.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Parents">The numbers of the cubes it was made from.</param>
public sealed record OphidiaCandidate(long Id, long ContainerId, string Container, int Level, string Measure, IReadOnlyList<long> Parents);
