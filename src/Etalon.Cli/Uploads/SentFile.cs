using System.Globalization;
using System.IO.Enumeration;

namespace Etalon.Cli;

/// <summary>A file that is sent, as it was when that was begun.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Name">What the server calls it.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Modified">When it was last changed, in milliseconds since 1970.</param>
internal sealed record SentFile(string Path, string Name, long Bytes, long Modified)
{
    /// <summary>A file as it is now.</summary>
    public static SentFile Of(string path, string name)
    {
        var file = new FileInfo(path);
        return new SentFile(path, name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc).ToUnixTimeMilliseconds());
    }

    /// <summary>The only file, or all files of a folder.</summary>
    /// <exception cref="ClientRefusalException">There is nothing that can be sent.</exception>
    public static IReadOnlyList<SentFile> Below(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        try
        {
            return File.Exists(full) ? [OfPlain(full, System.IO.Path.GetFileName(full))]
                : Directory.Exists(full) ? OfFolder(full)
                : throw new ClientRefusalException(ExitCodes.Missing, "missing-file", $"There is no file or folder '{path}'.", "Check the path.");
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, closed);
        }
    }

    /// <summary>What is said where the system lets nobody read.</summary>
    public static ClientRefusalException Unreadable(string path, Exception closed) =>
        new(ExitCodes.Forbidden, "unreadable-file", $"'{path}' cannot be read: {closed.Message}", "Check its rights.");

    /// <summary>Checks that it is still the file that was begun with.</summary>
    /// <exception cref="ClientRefusalException">It has changed: <c>file-changed</c>.</exception>
    public void RequireSame()
    {
        if (!File.Exists(Path) || Of(Path, Name) != this)
        {
            throw new ClientRefusalException(
                ExitCodes.Conflict, "file-changed", $"'{Path}' has changed since it was begun to send.", "Wait until nobody writes to it any more, then send it again.");
        }
    }

    private static SentFile[] OfFolder(string folder)
    {
        var (above, root) = (System.IO.Path.GetDirectoryName(folder) ?? folder, RealFolder(folder));
        var entries = new FileSystemEnumerable<(string Path, bool IsFolder)>(
            folder, static (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false })
        {
            // A link to a folder may lead in a ring.
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == FileAttributes.None,
        }.OrderBy(static entry => entry.Path, StringComparer.Ordinal).ToArray();
        if (Array.Find(entries, static entry => entry.IsFolder && (File.GetAttributes(entry.Path) & FileAttributes.ReparsePoint) != FileAttributes.None).Path is { } link)
        {
            throw NoPlainFile(link);
        }

        SentFile[] files = [.. entries.Where(static entry => !entry.IsFolder).Select(entry => OfPlain(entry.Path, System.IO.Path.GetRelativePath(above, entry.Path), root))];
        return files.Length > 0 ? files : throw new ClientRefusalException(ExitCodes.Refused, "empty-folder", $"'{folder}' holds no file.", "Name a folder with data.");
    }

    /// <summary>A link to a file is sent as the file, of a folder only if that lies in it. Pipes and devices have no length, so that nothing is read from them.</summary>
    private static SentFile OfPlain(string path, string name, string? root = null)
    {
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not { } target)
        {
            return Of(path, name);
        }

        if (!File.Exists(target.FullName))
        {
            throw NoPlainFile(path);
        }

        // The system says where it lies, all links on the way followed.
        using var file = File.OpenHandle(path);
#pragma warning disable S3869 // The number of the open file is what /proc wants; the handle is ours and stays open.
        var real = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}")).LinkTarget!;
#pragma warning restore S3869
        return root is null || real.StartsWith(root + "/", StringComparison.Ordinal)
            ? Of(real, name)
            : throw new ClientRefusalException(
                ExitCodes.Refused, "link-outside", $"'{path}' leads out of the folder, to '{real}'.", "Put a copy in its place, or take it out of the folder.");
    }

    private static string RealFolder(string folder)
    {
        var real = "";
        foreach (var part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = $"{real}/{part}";
            real = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        return real;
    }

    private static ClientRefusalException NoPlainFile(string path) => new(
        ExitCodes.Refused, "no-plain-file", $"'{path}' is no plain file, or a link to a folder.", "Send files and folders; what a link leads to is sent where it lies.");
}
