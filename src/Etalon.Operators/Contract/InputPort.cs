using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A cube connected to a named port. A port that takes any number is named <c>cubes[0]</c>, <c>cubes[1]</c>, …</summary>
public sealed record InputPort(string Name, CubeInfo Cube);
