namespace Etalon.Operators.Datacubes;

/// <summary>One step with the slots of its operands and its result.</summary>
/// <remarks>Slots: first one per input part, then one per constant, then registers.</remarks>
internal readonly record struct CalculateStep(CalculateOp Op, int A, int B, int C, int Target, Place Place);
