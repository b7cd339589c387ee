using System.Text;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Writes plain attributes to HDF5 objects.</summary>
internal static class Hdf5AttributeWriting
{
    // Object headers of the format that every reader knows hold 64 KiB in all.
    private const int MaximumFixedText = 32 << 10;

    /// <summary>Writes one attribute.</summary>
    /// <param name="owner">The object.</param>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <param name="isFixed">Whether text has its own length, as NetCDF's characters; else it is a string of any length.</param>
    public static void Write(Hdf5Object owner, string name, AttributeValue value, bool isFixed)
    {
        if (value.Text is null)
        {
            WriteNumbers(owner.Attributes, name, value.Type, value.Numbers.AsSpan());
        }
        else if (isFixed && Encoding.UTF8.GetByteCount(value.Text) <= MaximumFixedText)
        {
            owner.Attributes.WriteFixed(name, value.Text);
        }
        else
        {
            owner.Attributes.Write(name, value.Text);
        }
    }

    /// <summary>Writes several attributes.</summary>
    public static void Write(Hdf5Object owner, AttributeSet attributes, bool isFixed)
    {
        foreach (var (name, value) in attributes)
        {
            Write(owner, name, value, isFixed);
        }
    }

    /// <summary>Writes an integer of the type of the samples, exactly.</summary>
    public static void WriteInteger(Hdf5Object owner, string name, SampleType type, Int128 value)
    {
        switch (type)
        {
            case SampleType.Int64: owner.Attributes.Write(name, (long)value); break;
            case SampleType.UInt64: owner.Attributes.Write(name, (ulong)value); break;
            default: WriteNumbers(owner.Attributes, name, type, [(double)value]); break;
        }
    }

    private static void WriteNumbers(Hdf5Attributes attributes, string name, SampleType type, ReadOnlySpan<double> numbers)
    {
        switch (type)
        {
            case SampleType.Int8: Write<sbyte>(attributes, name, numbers); break;
            case SampleType.UInt8: Write<byte>(attributes, name, numbers); break;
            case SampleType.Int16: Write<short>(attributes, name, numbers); break;
            case SampleType.UInt16: Write<ushort>(attributes, name, numbers); break;
            case SampleType.Int32: Write<int>(attributes, name, numbers); break;
            case SampleType.UInt32: Write<uint>(attributes, name, numbers); break;
            case SampleType.Int64: Write<long>(attributes, name, numbers); break;
            case SampleType.UInt64: Write<ulong>(attributes, name, numbers); break;
            case SampleType.Float32: Write<float>(attributes, name, numbers); break;
            default: Write<double>(attributes, name, numbers); break;
        }
    }

    private static void Write<T>(Hdf5Attributes attributes, string name, ReadOnlySpan<double> numbers)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var values = new T[numbers.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = T.CreateSaturating(numbers[i]);
        }

        if (values.Length == 1)
        {
            attributes.Write(name, values[0]);
        }
        else
        {
            attributes.Write<T>(name, values);
        }
    }
}
