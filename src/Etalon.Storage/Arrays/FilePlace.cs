using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Where an uncut array lies in a file.</summary>
/// <param name="File">The open file; it belongs to the dataset's reader.</param>
/// <param name="Path">Its path, for messages.</param>
/// <param name="Offset">First byte.</param>
/// <param name="IsForeignOrder">Whether samples are big-endian.</param>
/// <param name="RowStride">Bytes from one index of the first axis to the next, where rows are interleaved with other arrays.</param>
internal sealed record FilePlace(SafeFileHandle File, string Path, long Offset, bool IsForeignOrder, long? RowStride = null)
{
    /// <summary>Reads all of the bytes.</summary>
    /// <exception cref="RefusalException">The file ends before.</exception>
    public void Fetch(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(File, destination, offset);
            if (read == 0)
            {
                throw Refusal.Corrupt(Path, $"it ends at byte {RandomAccess.GetLength(File)}, samples were expected at {offset}");
            }

            destination = destination[read..];
            offset += read;
        }
    }
}
