namespace Etalon.Operators.Tests;

public sealed record Tuning(int Steps = 10, double Damping = 0.5);
