namespace Etalon.Operators;

/// <summary>Samples needed beyond a block along one axis. At the cube's edge fewer come: the block's region says how many.</summary>
public sealed record AxisHalo(string Axis, long Before, long After);
