using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Turns what the system and the codecs throw into refusals.</summary>
internal static class StorageFaults
{
    private const int NoSpace = FileSpace.DiskFull;
    private const int QuotaReached = 122;

    /// <summary>Whether reading went wrong because of the file or the machine, not because of us.</summary>
    public static bool IsReading(Exception error) =>
        error is NativeException or InvalidDataException or IOException or MissingLibraryException;

    /// <summary>The refusal for a fault while reading.</summary>
    /// <param name="file">The file.</param>
    /// <param name="where">The part of it: a chunk with its place; empty for none.</param>
    /// <param name="error">What was thrown.</param>
    public static RefusalException Reading(string file, string where, Exception error) => error switch
    {
        MissingLibraryException missing => new RefusalException(
            "missing-library", missing.Message, $"apt-get install {missing.Package}", RefusalKind.Unsupported, error),
        _ => Refusal.Corrupt(file, where.Length == 0 ? error.Message : $"{where}: {error.Message}", error),
    };

    /// <summary>Whether writing went wrong because of the machine.</summary>
    public static bool IsWriting(Exception error) => error is NativeException or IOException or UnauthorizedAccessException or MissingLibraryException;

    /// <summary>The refusal for a fault while writing.</summary>
    public static RefusalException Writing(string file, Exception error) => error switch
    {
        MissingLibraryException missing => new RefusalException(
            "missing-library", missing.Message, $"apt-get install {missing.Package}", RefusalKind.Unsupported, error),
        _ when IsFull(error) => new RefusalException(
            "storage-full", $"'{file}' cannot be written: the disk or the quota is full.",
            "Make room or choose another folder, then start again; finished shards are kept.", RefusalKind.StorageFull, error),
        _ => new RefusalException(
            "unwritable-file", $"'{file}' cannot be written: {error.Message}", "Check the folder and its rights.",
            RefusalKind.Forbidden, error),
    };

    private static bool IsFull(Exception error) => error switch
    {
        NativeException native => native.Code is NoSpace or QuotaReached,

        // .NET keeps the number of the system's error in the low bits of the result.
        IOException io => (io.HResult & 0xFFFF) is NoSpace or QuotaReached,
        _ => false,
    };
}
