using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>A cube that an operator starts from.</summary>
/// <param name="Cube">As Ophidia sees it.</param>
/// <param name="Info">Its axes, coordinates and attributes.</param>
public sealed record CubeInput(OphidiaCube Cube, CubeInfo Info);
