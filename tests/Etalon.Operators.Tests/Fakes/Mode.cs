namespace Etalon.Operators.Tests;

public enum Mode
{
    Nearest,
    LinearSpline,
}
