namespace Etalon.Numerics;

internal readonly struct OneSlices : ISlices
{
    public static int Count => 1;
}
