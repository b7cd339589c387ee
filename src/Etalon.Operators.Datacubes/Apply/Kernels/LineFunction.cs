namespace Etalon.Operators.Datacubes;

/// <summary>Computes one row in doubles; NaN is missing.</summary>
internal delegate void LineFunction(LineInputs inputs, Span<double> output);
