using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A value inside an expression.</summary>
/// <param name="Term">The step that computes it.</param>
/// <param name="Unit">Its unit; null for a plain number or a cube without one, which goes with every unit.</param>
/// <param name="IsCondition">Whether it is 1, 0 or missing.</param>
/// <param name="Place">Where it stands.</param>
internal readonly record struct BoundValue(int Term, Unit? Unit, bool IsCondition, Place Place);
