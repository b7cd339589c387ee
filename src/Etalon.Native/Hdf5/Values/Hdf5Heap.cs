using System.Runtime.InteropServices;
using System.Text;

namespace Etalon.Native;

/// <summary>What elements point to. Valid only while the library's buffers are: inside <see cref="Hdf5ElementUse"/>.</summary>
public static unsafe class Hdf5Heap
{
    /// <summary>A text of any length.</summary>
    public static string Text(ReadOnlySpan<byte> element)
    {
        var text = (byte*)MemoryMarshal.Read<nint>(element);
        return text is null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }

    /// <summary>The elements of a sequence, one behind the other.</summary>
    /// <exception cref="NativeException">It is longer than 2 GB.</exception>
    public static ReadOnlySpan<byte> Sequence(ReadOnlySpan<byte> element, long size)
    {
        var sequence = MemoryMarshal.Read<H5Sequence>(element);
        return sequence.Length <= 0 || sequence.Pointer is null ? []
            : sequence.Length <= int.MaxValue / size ? new ReadOnlySpan<byte>(sequence.Pointer, (int)(sequence.Length * size))
            : throw Hdf5Error.Refused("read", "", $"a sequence of {sequence.Length} elements of {size} bytes");
    }
}
