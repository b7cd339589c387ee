using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary>Detector counts and float32, which views read by the gigabyte, eight or sixteen at a time; says how many were done.</summary>
    private static int ReadVectors<T>(ReadOnlySpan<T> samples, Span<double> numbers)
        where T : unmanaged
    {
        var done = 0;
        if (typeof(T) == typeof(ushort))
        {
            var counts = MemoryMarshal.Cast<T, ushort>(samples);
            for (; done + Vector256<ushort>.Count <= numbers.Length; done += Vector256<ushort>.Count)
            {
                var (low, high) = Vector256.Widen(Vector256.Create(counts[done..]));
                Widen(Vector256.ConvertToSingle(low.AsInt32()), numbers[done..]);
                Widen(Vector256.ConvertToSingle(high.AsInt32()), numbers[(done + Vector256<float>.Count)..]);
            }
        }
        else if (typeof(T) == typeof(float))
        {
            var values = MemoryMarshal.Cast<T, float>(samples);
            for (; done + Vector256<float>.Count <= numbers.Length; done += Vector256<float>.Count)
            {
                Widen(Vector256.Create(values[done..]), numbers[done..]);
            }
        }

        return done;
    }

    private static void Widen(Vector256<float> values, Span<double> numbers)
    {
        var (low, high) = Vector256.Widen(values);
        low.CopyTo(numbers);
        high.CopyTo(numbers[Vector256<double>.Count..]);
    }

    private static void Read<T>(ReadOnlySpan<byte> samples, Span<double> numbers, Int128? missing)
        where T : unmanaged, INumber<T>
    {
        var typed = MemoryMarshal.Cast<byte, T>(samples);
        for (var i = ReadVectors(typed, numbers); i < numbers.Length; i++)
        {
            numbers[i] = double.CreateTruncating(typed[i]);
        }

        if (missing is { } absent)
        {
            // An absent number that the type cannot hold matches nothing, as it is cut off differently than it is compared.
            var none = T.CreateSaturating(absent);
            var length = Int128.CreateChecked(none) == absent ? numbers.Length : 0;
            for (var i = 0; i < length; i++)
            {
                numbers[i] = typed[i] == none ? double.NaN : numbers[i];
            }
        }
    }
}
