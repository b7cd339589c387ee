using System.Diagnostics.CodeAnalysis;
using System.Text;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Which names the files of an upload may have: they become files of this machine.</summary>
internal static class UploadNames
{
    /// <summary>Files of one upload; more are better packed into one file.</summary>
    public const int MostFiles = 50_000;

    /// <summary>What file systems allow, with room for the folder above.</summary>
    private const int LongestPart = 255;
    private const int LongestPath = 2048;
    private const int Deepest = 32;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Checks what somebody wants to send.</summary>
    /// <exception cref="RefusalException"><c>bad-upload</c>, with what is wrong.</exception>
    public static void Check(UploadOrder order)
    {
        if (order.Name.Length > LongestPart || order.Name.Any(char.IsControl) || (order.Name.Length > 0 && !IsText(order.Name)))
        {
            throw Bad($"'{Shown(order.Name)}' is no name of an upload.", $"A name has at most {LongestPart} letters and no control characters.");
        }

        Check(order.Files);
    }

    private static void Check(List<UploadedFile> files)
    {
        if (files.Count is 0 or > MostFiles)
        {
            throw Bad($"An upload has 1 to {MostFiles} files; {files.Count} were named.", "Send more of them in one file, or in several uploads.");
        }

        var paths = new HashSet<string>(StringComparer.Ordinal);
        var folders = new HashSet<string>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var file in files)
        {
            CheckPath(file?.Path);
            if (!paths.Add(file.Path))
            {
                throw Bad($"'{Shown(file.Path)}' is named twice.", "Name each file once.");
            }

            AddFolders(file.Path, folders);
            if (file.Bytes < 0 || file.Bytes > long.MaxValue - bytes)
            {
                throw Bad($"'{Shown(file.Path)}' cannot have {file.Bytes} bytes.", "Give its length.");
            }

            bytes += file.Bytes;
        }

        if (paths.Overlaps(folders))
        {
            throw Bad($"'{Shown(paths.First(folders.Contains))}' is a file and a folder.", "Give one of them another name.");
        }

        if (bytes == 0)
        {
            throw Bad("The files are empty.", "There is nothing to send.");
        }
    }

    /// <summary>What is to be brought in below the upload's folder: the only file, the folder that holds all, or (empty) everything.</summary>
    public static string Top(IReadOnlyList<UploadedFile> files)
    {
        var first = files[0].Path.Split('/')[0];
        return files.All(file => file.Path.Length == first.Length ? files.Count == 1 : file.Path.StartsWith(first + "/", StringComparison.Ordinal)) ? first : "";
    }

    /// <summary>Adds the folders above a file; where one is known, so are those above it.</summary>
    private static void AddFolders(string path, HashSet<string> folders)
    {
        for (var end = path.LastIndexOf('/'); end > 0 && folders.Add(path[..end]); end = path.LastIndexOf('/', end - 1))
        {
            // The condition does the work.
        }
    }

    private static void CheckPath([NotNull] string? path)
    {
        // JSON can leave out what is needed, and lists can hold null.
        if (path is null)
        {
            throw Bad("A file of the list has no path.", "Write {\"path\": …, \"bytes\": …} for each file.");
        }

        var parts = path.Split('/');
        var isWrong = path.Any(char.IsControl) || !IsText(path) || Encoding.UTF8.GetByteCount(path) > LongestPath || parts.Length > Deepest
            || Array.Exists(parts, static part => part is "" or "." or ".." || Encoding.UTF8.GetByteCount(part) > LongestPart);
        if (isWrong)
        {
            throw Bad(
                $"'{Shown(path)}' is no name that a file of an upload can have.",
                $"Names are relative, with '/' between at most {Deepest} parts, without '.', '..' and control characters; a part has 1 to {LongestPart} bytes, all together at most {LongestPath}.");
        }
    }

    private static bool IsText(string path)
    {
        try
        {
            return Strict.GetByteCount(path) > 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static string Shown(string path) => path.Length <= 100 ? path : path[..100] + "…";

    private static RefusalException Bad(string what, string help) => new("bad-upload", what, help);
}
