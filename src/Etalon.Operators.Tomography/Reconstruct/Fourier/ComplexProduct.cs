using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Products of lines of complex numbers.</summary>
internal static unsafe class ComplexProduct
{
    /// <summary>Multiplies numbers by others, one by one.</summary>
    public static void Run(float* numbers, float* factors, int count)
    {
        var i = 0;
        for (; i + (Vector512<float>.Count / 2) <= count; i += Vector512<float>.Count / 2)
        {
            Of(Vector512.Load(numbers + (2 * i)), Vector512.Load(factors + (2 * i))).Store(numbers + (2 * i));
        }

        for (; i < count; i++)
        {
            var (re, im) = (numbers[2 * i], numbers[(2 * i) + 1]);
            var (c, s) = (factors[2 * i], factors[(2 * i) + 1]);
            numbers[2 * i] = MathF.FusedMultiplyAdd(re, c, -(im * s));
            numbers[(2 * i) + 1] = MathF.FusedMultiplyAdd(im, c, re * s);
        }
    }

    /// <summary>Eight products.</summary>
    public static Vector512<float> Of(Vector512<float> numbers, Vector512<float> factors)
    {
        var real = Vector512.Shuffle(factors, Vector512.Create(0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14));
        var imaginary = Vector512.Shuffle(factors, Vector512.Create(1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15));
        var swapped = Vector512.Shuffle(numbers, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));

        // (a + bi)(c + di): a·c - b·d and b·c + a·d.
        var sign = Vector512.Create(0x0000_0000_8000_0000UL).AsSingle();
        return Vector512.FusedMultiplyAdd(numbers, real, (swapped * imaginary) ^ sign);
    }
}
