using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>A kept cube of a finished run.</summary>
/// <param name="Name">The output's name in the workflow.</param>
/// <param name="Cube">What it is; its name is that of the cube in the dataset.</param>
public sealed record RunOutput(string Name, CubeInfo Cube);
