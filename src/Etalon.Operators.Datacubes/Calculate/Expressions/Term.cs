namespace Etalon.Operators.Datacubes;

/// <summary>One step of a calculation. Equal steps are one step.</summary>
/// <param name="Op">What it does. <see cref="CalculateOp.Input"/>: <paramref name="A"/> is the input, <paramref name="B"/> an <see cref="InputPart"/>.</param>
/// <param name="A">The first operand's number, or -1.</param>
/// <param name="B">The second operand's number, or -1.</param>
/// <param name="C">The third operand's number, or -1.</param>
/// <param name="Bits">The bits of a constant.</param>
internal readonly record struct Term(CalculateOp Op, int A = -1, int B = -1, int C = -1, long Bits = 0)
{
    /// <summary>The value of a constant.</summary>
    public double Number => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>Whether it is a constant.</summary>
    public bool IsConstant => Op == CalculateOp.Constant;
}
