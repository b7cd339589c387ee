namespace Etalon.Catalog;

/// <summary>A piece of metadata that was found.</summary>
/// <param name="Path">The container, with its folders.</param>
/// <param name="ContainerId">The container's number.</param>
/// <param name="CubeId">The cube.</param>
/// <param name="Variable">What it is said of; empty for the whole cube.</param>
/// <param name="Key">What is said.</param>
/// <param name="Value">What it is.</param>
public sealed record OphidiaSearchHit(string Path, long ContainerId, long CubeId, string Variable, string Key, string Value);
