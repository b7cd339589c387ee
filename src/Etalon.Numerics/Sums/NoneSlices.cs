namespace Etalon.Numerics;

internal readonly struct NoneSlices : ISlices
{
    public static int Count => 0;
}
