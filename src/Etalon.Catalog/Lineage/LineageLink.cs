namespace Etalon.Catalog;

/// <summary>A dataset at a port of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Output">Whether the run made it; otherwise it read it.</param>
/// <param name="Port">The port.</param>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Cube">The cube in it; empty for the whole dataset.</param>
public sealed record LineageLink(Guid RunId, bool Output, string Port, Guid DatasetId, string Cube);
