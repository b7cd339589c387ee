namespace Etalon.Numerics;

internal readonly struct TwoSlices : ISlices
{
    public static int Count => 2;
}
