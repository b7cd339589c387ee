namespace Etalon.Numerics;

internal readonly struct ThreeSlices : ISlices
{
    public static int Count => 3;
}
