using Etalon.Native;

namespace Etalon.Storage;

/// <summary>A file that this process keeps mapped, and which of its pieces are in the page table.</summary>
/// <remarks>Held by who reads from it; kept a while after the last one let go: see <see cref="MappedFiles"/>. Thread-safe.</remarks>
internal sealed unsafe class MappedFile(string path, string key, FileMap map, long length, long pieces) : IDisposable
{
    private const int BitsOfWord = 64;

    private readonly ulong[] _brought = new ulong[(pieces + BitsOfWord - 1) / BitsOfWord];
    private readonly ulong[] _asked = new ulong[(pieces + BitsOfWord - 1) / BitsOfWord];
    private long _resident;

    /// <summary>Where the file was when it was mapped.</summary>
    public string Path => path;

    /// <summary>The file as it was when it was mapped.</summary>
    public string Key => key;

    /// <summary>Who reads now; changed by <see cref="MappedFiles"/> only.</summary>
    public int Holders { get; set; }

    /// <summary>When the last one let go; changed by <see cref="MappedFiles"/> only.</summary>
    public long LastUse { get; set; }

    /// <summary>Bytes that count as this process's memory, at most.</summary>
    public long Resident => Math.Min(Interlocked.Read(ref _resident), length);

    /// <summary>The first byte of a range, whose pages are in memory; null where they cannot be read.</summary>
    /// <param name="piece">Number of the piece that holds the range; a piece that came once whole is not asked for again.</param>
    /// <param name="offset">In the file.</param>
    /// <param name="bytes">Length of the range.</param>
    /// <param name="isWhole">Whether the range is the whole piece.</param>
    public byte* Bring(long piece, long offset, long bytes, bool isWhole)
    {
        var bit = 1UL << (int)(piece % BitsOfWord);
        ref var word = ref _brought[piece / BitsOfWord];
        if ((Volatile.Read(ref word) & bit) != 0)
        {
            return map.At(offset, bytes);
        }

        var first = map.TryBring(offset, bytes);
        if (first is not null)
        {
            _ = Interlocked.Add(ref _resident, bytes);
            _ = isWhole ? Interlocked.Or(ref word, bit) : 0;
        }

        return first;
    }

    /// <summary>Whether a piece is in memory or somebody has asked this before.</summary>
    public bool WasAsked(long piece)
    {
        var bit = 1UL << (int)(piece % BitsOfWord);
        var word = piece / BitsOfWord;
        return ((Volatile.Read(ref _brought[word]) | Volatile.Read(ref _asked[word])) & bit) != 0 || (Interlocked.Or(ref _asked[word], bit) & bit) != 0;
    }

    /// <summary>Lets the page table forget all of it.</summary>
    public void Forget()
    {
        Array.Clear(_brought);
        Interlocked.Exchange(ref _resident, 0);
        map.Forget();
    }

    /// <inheritdoc />
    public void Dispose() => map.Dispose();
}
