using System.Globalization;
using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>A folder whose files are read only if they really lie in it: links that leave it are refused.</summary>
internal sealed class ContainedFolder
{
    private readonly string _real;

    /// <summary>The folder itself may be reached through links.</summary>
    public ContainedFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        var full = Path;
        var real = "/";
        foreach (var part in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = System.IO.Path.Combine(real, part);
            real = new DirectoryInfo(next).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? next;
        }

        _real = real.TrimEnd('/') + "/";
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>Opens a file for reading; null where there is none.</summary>
    /// <exception cref="RefusalException">It lies outside.</exception>
    public SafeFileHandle? TryOpen(string file)
    {
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(file, options: FileOptions.RandomAccess);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new RefusalException(
                "unreadable-file", $"'{file}' may not be read, or is no file.", "Check the rights of the file and its folders.",
                RefusalKind.Forbidden, error);
        }

        // The system says where the opened file lies, all links followed: nothing can change between the check and the use.
#pragma warning disable S3869 // The number of the open file is what /proc wants; the handle is ours and stays open.
        var descriptor = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{handle.DangerousGetHandle()}");
#pragma warning restore S3869
        if (new FileInfo(descriptor).LinkTarget is { } target && !target.StartsWith(_real, StringComparison.Ordinal))
        {
            handle.Dispose();
            throw new RefusalException(
                "link-outside", $"'{file}' is a link that leaves '{Path}'; it is not followed.",
                "Copy the file into the folder if it belongs there.", RefusalKind.Forbidden);
        }

        return handle;
    }

    /// <summary>A small file as bytes; null where there is none.</summary>
    public byte[]? TryReadAll(string file, long mostBytes)
    {
        using var handle = TryOpen(file);
        if (handle is null)
        {
            return null;
        }

        var length = RandomAccess.GetLength(handle);
        if (length > mostBytes)
        {
            throw Refusal.Corrupt(file, $"it has {length} bytes, at most {mostBytes} are read");
        }

        var bytes = new byte[length];
        var done = 0;
        while (done < bytes.Length)
        {
            var read = RandomAccess.Read(handle, bytes.AsSpan(done), done);
            if (read == 0)
            {
                throw Refusal.Corrupt(file, $"it ends at byte {done}");
            }

            done += read;
        }

        return bytes;
    }
}
