using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>One cube's place along the axis.</summary>
/// <param name="Input">The input.</param>
/// <param name="Start">Where it begins in the output.</param>
/// <param name="Length">How many samples of the axis it brings.</param>
/// <param name="Step">From one of its samples to the next in the output.</param>
/// <param name="Conversion">How its samples come to the unit of the output.</param>
internal readonly record struct ConcatenatePiece(int Input, long Start, long Length, long Step, UnitConversion Conversion);
