using System.Globalization;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Keeps the files of this process mapped that were read last, so that reading them again costs memory traffic only.</summary>
/// <remarks>
/// Making the page table's entries costs as much as reading the samples from memory (two threads, 2.56 GB: 38 GB/s while pages are
/// mapped anew, 70 GB/s where they are mapped already). The entries count as memory of the process, so the reader says how much there
/// may be; what was not used for longest is forgotten first. A mapped file that is deleted keeps its room on disk, so every few
/// seconds the maps of files that are gone are given up, and those that nobody used for <see cref="IdleMilliseconds"/>.
/// </remarks>
internal static class MappedFiles
{
    /// <summary>A map that was not used for so long is given up.</summary>
    public const int IdleMilliseconds = 180_000;

    private const int SweepMilliseconds = 3_000;

    private const int MostMaps = 1024;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, MappedFile> Known = new(StringComparer.Ordinal);
    private static Timer? _sweep;

    /// <summary>Bytes that count as this process's memory, at most.</summary>
    public static long Resident
    {
        get
        {
            lock (Gate)
            {
                return Known.Values.Sum(file => file.Resident);
            }
        }
    }

    /// <summary>The map of an open file; null where it cannot be mapped. To be given to <see cref="Release"/>.</summary>
    /// <param name="handle">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="pieces">In how many pieces it is brought into memory.</param>
    public static MappedFile? Hold(SafeFileHandle handle, string path, long pieces)
    {
        var file = new FileInfo(path);
        var length = RandomAccess.GetLength(handle);
        var key = string.Create(
            CultureInfo.InvariantCulture, $"{path}|{length}|{file.LastWriteTimeUtc.Ticks}|{file.CreationTimeUtc.Ticks}|{pieces}");
        lock (Gate)
        {
            if (!Known.TryGetValue(key, out var known))
            {
                if (FileMap.TryOpen(handle, length) is not { } map)
                {
                    return null;
                }

                known = new MappedFile(path, key, map, length, pieces);
                Known.Add(key, known);
                GiveUp(static _ => Known.Count > MostMaps);
                _sweep ??= new Timer(static _ => Sweep(), state: null, SweepMilliseconds, SweepMilliseconds);
            }

            known.Holders++;
            return known;
        }
    }

    /// <summary>Lets a map go; it stays for the next reader.</summary>
    public static void Release(MappedFile file)
    {
        lock (Gate)
        {
            file.Holders--;
            file.LastUse = Environment.TickCount64;
        }
    }

    /// <summary>Forgets pages until at most so many bytes count as this process's memory.</summary>
    public static void Trim(long mostBytes)
    {
        lock (Gate)
        {
            var resident = Known.Values.Sum(file => file.Resident);
            foreach (var file in Known.Values.OrderBy(file => file.Holders > 0).ThenBy(file => file.LastUse))
            {
                if (resident <= mostBytes)
                {
                    return;
                }

                resident -= file.Resident;
                file.Forget();
            }
        }
    }

    private static void Sweep()
    {
        lock (Gate)
        {
            var now = Environment.TickCount64;
            GiveUp(file => now - file.LastUse >= IdleMilliseconds || !File.Exists(file.Path));
            if (Known.Count == 0)
            {
                _sweep?.Dispose();
                _sweep = null;
            }
        }
    }

    private static void GiveUp(Func<MappedFile, bool> isOver)
    {
        foreach (var file in Known.Values.Where(file => file.Holders == 0).OrderBy(file => file.LastUse).ToArray())
        {
            if (isOver(file))
            {
                Known.Remove(file.Key);
                file.Dispose();
            }
        }
    }
}
