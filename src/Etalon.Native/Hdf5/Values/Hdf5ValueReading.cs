using System.Runtime.InteropServices;
using System.Text;

namespace Etalon.Native;

/// <summary>Reads attributes and small datasets into managed arrays. Called inside the lock.</summary>
internal static unsafe class Hdf5ValueReading
{
    // Whole values are for metadata; bulk data go through pointers.
    private const long MaximumBytes = 256L << 20;

    /// <summary>Fills the buffer with elements of the given type in memory.</summary>
    public delegate void Fill(long memoryType, void* buffer);

    public static Array Read(Hdf5Type type, long fileType, long space, long count, string subject, Fill fill, long transfer = 0)
    {
        if (count == 0)
        {
            return Empty(type);
        }

        var elements = checked(count * type.ArrayShape.Aggregate(1L, (product, length) => checked(product * length)));
        if (count > MaximumBytes / Math.Max(1, type.Size) || elements > MaximumBytes / 8)
        {
            throw Hdf5Error.Refused("read", subject, $"{count} elements of {type.Size} bytes are too many for a metadata value");
        }

        return type switch
        {
            { IsBoolean: true } => Booleans(count, fill),
            { Number: { } number } => Numbers(type, number, count, fill),
            { Class: Hdf5TypeClass.Text, IsVariableText: true } => VariableTexts(type, space, count, fill, transfer),
            { Class: Hdf5TypeClass.Text } => FixedTexts(type, fileType, count, fill),
            { IsObjectReference: true } => References(count, fill),
            { Class: Hdf5TypeClass.Array, Element.Number: { } number } => NumberArrays(type, number, elements, fill),
            { Class: Hdf5TypeClass.VariableLength, Element: { UsesHeap: false } element } =>
                Sequences(element, fileType, space, count, subject, fill, transfer),
            { UsesHeap: false } => Raw(type, fileType, count, fill),
            _ => throw Hdf5Error.Refused("read", subject, $"values of type {type.Class} with parts in the heap are not read"),
        };
    }

    private static Array Empty(Hdf5Type type) => type switch
    {
        { IsBoolean: true } => Array.Empty<bool>(),
        { Number: { } number } => NumberTypes.Allocate(number, 0),
        { Class: Hdf5TypeClass.Text } => Array.Empty<string>(),
        { IsObjectReference: true } => Array.Empty<Hdf5Reference>(),
        { Class: Hdf5TypeClass.VariableLength } => Array.Empty<Array>(),
        _ => Array.Empty<byte>(),
    };

    private static Array Numbers(Hdf5Type type, NumberType number, long count, Fill fill)
    {
        using var memoryType = Hdf5MemoryType.Of(number, type);
        return Filled(NumberTypes.Allocate(number, count), memoryType.Value, fill);
    }

    private static Array NumberArrays(Hdf5Type type, NumberType number, long elements, Fill fill)
    {
        using var element = Hdf5MemoryType.Of(number, type.Element);
        var shape = type.ArrayShape.Select(length => (ulong)length).ToArray();
        fixed (ulong* lengths = shape)
        {
            using var memoryType = new Hdf5Id(
                H5T.CreateArray(element.Value, (uint)shape.Length, lengths), "H5Tarray_create2");
            return Filled(NumberTypes.Allocate(number, elements), memoryType.Value, fill);
        }
    }

    private static bool[] Booleans(long count, Fill fill)
    {
        using var memoryType = Hdf5MemoryType.Of(NumberType.Int8);
        var bytes = (sbyte[])Filled(new sbyte[count], memoryType.Value, fill);
        return Array.ConvertAll(bytes, value => value != 0);
    }

    private static Array References(long count, Fill fill) =>
        Filled(new Hdf5Reference[count], Hdf5Constants.ObjectReference, fill);

    private static Array Raw(Hdf5Type type, long fileType, long count, Fill fill) =>
        Filled(new byte[checked(count * type.Size)], fileType, fill);

    private static Array Filled(Array values, long memoryType, Fill fill)
    {
        fixed (byte* first = &MemoryMarshal.GetArrayDataReference(values))
        {
            fill(memoryType, first);
        }

        return values;
    }

    private static string[] FixedTexts(Hdf5Type type, long fileType, long count, Fill fill)
    {
        var bytes = (byte[])Raw(type, fileType, count, fill);
        var texts = new string[count];
        var size = (int)type.Size;
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Decode(bytes.AsSpan(i * size, size), type.Padding);
        }

        return texts;
    }

    private static string Decode(ReadOnlySpan<byte> bytes, Hdf5StringPadding padding)
    {
        if (padding == Hdf5StringPadding.SpacePadded)
        {
            return Encoding.UTF8.GetString(bytes.TrimEnd((byte)' '));
        }

        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    private static string[] VariableTexts(Hdf5Type type, long space, long count, Fill fill, long transfer)
    {
        using var memoryType = Hdf5MemoryType.VariableText(type.IsUtf8);
        var pointers = new nint[count];
        fixed (nint* first = pointers)
        {
            fill(memoryType.Value, first);
            try
            {
                return Array.ConvertAll(pointers, pointer => Marshal.PtrToStringUTF8(pointer) ?? "");
            }
            finally
            {
                _ = H5D.Reclaim(memoryType.Value, space, transfer, first);
            }
        }
    }

    private static Array[] Sequences(Hdf5Type element, long fileType, long space, long count, string subject, Fill fill, long transfer)
    {
        using var elementType = new Hdf5Id(H5T.GetSuper(fileType), "H5Tget_super", subject);
        using var readType = element.Number is { } number ? Hdf5MemoryType.Of(number, element) : null;
        using var memoryType = new Hdf5Id(
            H5T.CreateVariableLength(readType?.Value ?? elementType.Value), "H5Tvlen_create", subject);
        var sequences = new H5Sequence[count];
        fixed (H5Sequence* first = sequences)
        {
            fill(memoryType.Value, first);
            try
            {
                return Array.ConvertAll(sequences, one => One(element, elementType.Value, space, one, subject));
            }
            finally
            {
                _ = H5D.Reclaim(memoryType.Value, space, transfer, first);
            }
        }
    }

    private static Array One(Hdf5Type element, long elementType, long space, H5Sequence sequence, string subject)
    {
        // The bytes are already as this machine holds them, so each conversion here is a copy.
        var size = element.Number is { } number ? number.Bytes() : element.Size;
        return Read(element, elementType, space, sequence.Length, subject, (_, buffer) =>
            Buffer.MemoryCopy(sequence.Pointer, buffer, sequence.Length * size, sequence.Length * size));
    }
}
