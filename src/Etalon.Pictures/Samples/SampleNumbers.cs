using System.Numerics;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Pictures;

/// <summary>Samples of any type as numbers; what is missing is NaN, of complex numbers the magnitude counts.</summary>
public static class SampleNumbers
{
    /// <summary>Converts packed samples.</summary>
    public static void Read(CubeInfo cube, ReadOnlySpan<byte> samples, Span<double> numbers)
    {
        switch (cube.Type)
        {
            case SampleType.Int8: Read<sbyte>(samples, numbers, cube.Missing); break;
            case SampleType.UInt8: Read<byte>(samples, numbers, cube.Missing); break;
            case SampleType.Int16: Read<short>(samples, numbers, cube.Missing); break;
            case SampleType.UInt16: Read<ushort>(samples, numbers, cube.Missing); break;
            case SampleType.Int32: Read<int>(samples, numbers, cube.Missing); break;
            case SampleType.UInt32: Read<uint>(samples, numbers, cube.Missing); break;
            case SampleType.Int64: Read<long>(samples, numbers, cube.Missing); break;
            case SampleType.UInt64: Read<ulong>(samples, numbers, cube.Missing); break;
            case SampleType.Float16: Read<Half>(samples, numbers, null); break;
            case SampleType.Float32: Read<float>(samples, numbers, null); break;
            case SampleType.Float64: Read<double>(samples, numbers, null); break;
            default:
                var complex = MemoryMarshal.Cast<byte, Complex64>(samples);
                for (var i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = double.Hypot(complex[i].Real, complex[i].Imaginary);
                }

                break;
        }
    }

    private static void Read<T>(ReadOnlySpan<byte> samples, Span<double> numbers, Int128? missing)
        where T : unmanaged, INumber<T>
    {
        var typed = MemoryMarshal.Cast<byte, T>(samples);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = double.CreateTruncating(typed[i]);
        }

        if (missing is { } absent)
        {
            // An absent number that the type cannot hold matches nothing, as it is cut off differently than it is compared.
            var none = T.CreateSaturating(absent);
            for (var i = 0; i < numbers.Length && Int128.CreateChecked(none) == absent; i++)
            {
                numbers[i] = typed[i] == none ? double.NaN : numbers[i];
            }
        }
    }
}
