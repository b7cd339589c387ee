using System.Numerics;
using System.Runtime.InteropServices;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Numbers of any type as doubles.</summary>
internal static class NumberSpans
{
    /// <summary>Appends them, complex ones by their magnitudes.</summary>
    public static void Add(List<double> to, Hdf5Form form, ReadOnlySpan<byte> numbers)
    {
        if (form.Members is not [{ Number: { } part }, _])
        {
            Add(to, form.Number!.Value, numbers);
            return;
        }

        var parts = new List<double>();
        Add(parts, part, numbers);
        for (var i = 0; i < parts.Count; i += 2)
        {
            to.Add(double.Hypot(parts[i], parts[i + 1]));
        }
    }

    private static void Add(List<double> to, NumberType type, ReadOnlySpan<byte> numbers)
    {
        switch (type)
        {
            case NumberType.Int8:
                Add<sbyte>(to, numbers);
                break;
            case NumberType.UInt8:
                Add<byte>(to, numbers);
                break;
            case NumberType.Int16:
                Add<short>(to, numbers);
                break;
            case NumberType.UInt16:
                Add<ushort>(to, numbers);
                break;
            case NumberType.Int32:
                Add<int>(to, numbers);
                break;
            case NumberType.UInt32:
                Add<uint>(to, numbers);
                break;
            case NumberType.Int64:
                Add<long>(to, numbers);
                break;
            case NumberType.UInt64:
                Add<ulong>(to, numbers);
                break;
            case NumberType.Float32:
                Add<float>(to, numbers);
                break;
            case NumberType.Float64:
                Add<double>(to, numbers);
                break;
            default:
                throw new NotSupportedException($"{type} is no real number.");
        }
    }

    private static void Add<T>(List<double> to, ReadOnlySpan<byte> numbers)
        where T : unmanaged, INumber<T>
    {
        foreach (var number in MemoryMarshal.Cast<byte, T>(numbers))
        {
            to.Add(double.CreateSaturating(number));
        }
    }
}
