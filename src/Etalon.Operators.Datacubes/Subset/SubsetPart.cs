using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>What is taken of one axis of the input.</summary>
/// <param name="Axis">The axis's position in the input.</param>
/// <param name="Selection">The samples.</param>
/// <param name="IsDropped">Whether the axis has no place in the output.</param>
internal readonly record struct SubsetPart(int Axis, AxisSelection Selection, bool IsDropped);
