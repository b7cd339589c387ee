using System.Globalization;

namespace Etalon.Storage;

/// <summary>Remembers which plain chunks of a file this process has checked against their checksums.</summary>
/// <remarks>
/// A chunk is checked when it is first read whole. Later reads come from the same cached pages; checking them again would cost a
/// seventh of their speed and find nothing. A file that changed in length or time is another file. Thread-safe.
/// </remarks>
internal sealed class CheckedChunks(long chunks)
{
    private const int MostFiles = 4096;
    private const int BitsOfWord = 64;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, CheckedChunks> Known = new(StringComparer.Ordinal);

    private readonly ulong[] _bits = new ulong[(chunks + BitsOfWord - 1) / BitsOfWord];

    /// <summary>The memory of a file as it is now.</summary>
    public static CheckedChunks Of(string path, long chunks)
    {
        var file = new FileInfo(path);
        var key = string.Create(CultureInfo.InvariantCulture, $"{path}|{file.Length}|{file.LastWriteTimeUtc.Ticks}|{file.CreationTimeUtc.Ticks}|{chunks}");
        lock (Gate)
        {
            if (Known.TryGetValue(key, out var known))
            {
                return known;
            }

            if (Known.Count >= MostFiles)
            {
                Known.Clear();
            }

            return Known[key] = new CheckedChunks(chunks);
        }
    }

    /// <summary>Whether the chunk has been checked.</summary>
    public bool Has(long chunk) => (Volatile.Read(ref _bits[chunk / BitsOfWord]) & Bit(chunk)) != 0;

    /// <summary>The chunk has been checked.</summary>
    public void Add(long chunk) => Interlocked.Or(ref _bits[chunk / BitsOfWord], Bit(chunk));

    private static ulong Bit(long chunk) => 1UL << (int)(chunk % BitsOfWord);
}
