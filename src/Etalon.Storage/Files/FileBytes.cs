using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Reads and writes whole stretches of files.</summary>
internal static unsafe class FileBytes
{
    private const int MostAtOnce = 1 << 30;

    /// <summary>Reads all of a stretch.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public static void Read(SafeFileHandle file, long offset, byte* target, long bytes)
    {
        while (bytes > 0)
        {
            var read = RandomAccess.Read(file, new Span<byte>(target, (int)Math.Min(bytes, MostAtOnce)), offset);
            if (read == 0)
            {
                throw new InvalidDataException($"the file ends at byte {RandomAccess.GetLength(file)}, byte {offset} was expected");
            }

            offset += read;
            target += read;
            bytes -= read;
        }
    }

    /// <summary>Writes all of a stretch.</summary>
    public static void Write(SafeFileHandle file, long offset, byte* source, long bytes)
    {
        while (bytes > 0)
        {
            var count = (int)Math.Min(bytes, MostAtOnce);
            RandomAccess.Write(file, new ReadOnlySpan<byte>(source, count), offset);
            offset += count;
            source += count;
            bytes -= count;
        }
    }
}
