namespace Etalon.Storage;

/// <summary>The eight bytes by which HDF5 files begin, or which follow a user block of 512, 1024, 2048, … bytes.</summary>
internal static class Hdf5Signature
{
    private const int FirstUserBlock = 512;

    // A longer user block is legal but never seen; looking for it would touch every file of unknown kind.
    private const long LastUserBlock = 1 << 20;

    private static ReadOnlySpan<byte> Letters => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether the file has it.</summary>
    public static bool IsIn(string path, ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Letters))
        {
            return true;
        }

        if (head.Length < FirstUserBlock + Letters.Length || !File.Exists(path))
        {
            return false;
        }

        using var file = File.OpenHandle(path);
        Span<byte> letters = stackalloc byte[8];
        for (long at = FirstUserBlock; at <= LastUserBlock; at *= 2)
        {
            if (RandomAccess.Read(file, letters, at) == letters.Length && letters.SequenceEqual(Letters))
            {
                return true;
            }
        }

        return false;
    }
}
