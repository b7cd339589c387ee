namespace Etalon.Catalog;

/// <summary>What a run read or made at one of its ports.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="DatasetId">The dataset.</param>
/// <param name="Cube">The cube in it; empty for the whole dataset.</param>
/// <param name="Position">The place among several at one port, from 0.</param>
public sealed record RunPort(string Port, Guid DatasetId, string Cube = "", int Position = 0);
