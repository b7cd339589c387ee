using System.Collections.Concurrent;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Makes folders so that their names survive a power cut. Thread-safe.</summary>
/// <param name="root">The outermost folder; what lies above is the caller's.</param>
internal sealed class DurableFolders(string root)
{
    private readonly ConcurrentDictionary<string, bool> _made = new(StringComparer.Ordinal);

    /// <summary>Makes a folder and those above it, up to the root; flushes each parent once.</summary>
    public void Make(string folder)
    {
        if (_made.ContainsKey(folder))
        {
            return;
        }

        if (folder.Length > root.Length)
        {
            Make(Path.GetDirectoryName(folder)!);
        }

        Directory.CreateDirectory(folder);
        FileSpace.FlushFolder(Path.GetDirectoryName(folder) is { Length: > 0 } parent ? parent : "/");
        _made[folder] = true;
    }

    /// <summary>Writes a small file whole: aside, flushed, renamed, the name flushed.</summary>
    public void Write(string file, ReadOnlySpan<byte> bytes)
    {
        var folder = Path.GetDirectoryName(file)!;
        Make(folder);
        var aside = file + ".part";
        using (var handle = File.OpenHandle(aside, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, bytes, 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Move(aside, file, overwrite: true);
        FileSpace.FlushFolder(folder);
    }
}
