namespace Etalon.Catalog;

/// <summary>Where a cube is.</summary>
/// <param name="ContainerId">Its container.</param>
/// <param name="Id">Its number.</param>
public sealed record OphidiaPlace(long ContainerId, long Id);
