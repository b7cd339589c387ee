using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>Turns what the system throws into refusals where a user or an operator of the machine can mend it.</summary>
public static class Faults
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int FileTooLarge = 27;

    /// <summary>The refusal for an exception; a bug becomes <c>internal-error</c> with the type's name and nothing else.</summary>
    public static RefusalException ToRefusal(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case RefusalException refusal:
                    return refusal;
                case OperationCanceledException:
                    return Refusal.Cancelled();
                case IOException io when (io.HResult & 0xFFFF) is NoSpace or QuotaExceeded or FileTooLarge || IsFull(io):
                    return new RefusalException(
                        "storage-full", "The disk is full; the run was stopped and its partial result removed.",
                        "Free some space (etalon dataset delete, or other files), then run it again.", RefusalKind.StorageFull, fault);
                case UnauthorizedAccessException denied:
                    return new RefusalException("no-access", denied.Message, "Check the rights of the file or folder.", RefusalKind.Forbidden, fault);
                case FileNotFoundException or DirectoryNotFoundException:
                    return new RefusalException("missing-file", cause.Message, "It may have been moved or deleted.", RefusalKind.Missing, fault);
                case OutOfMemoryException:
                    return new RefusalException(
                        "out-of-memory", "The machine has no memory left for this run.", "Lower the budget or the number of workers.",
                        RefusalKind.TooLarge, fault);
                default:
                    break;
            }
        }

        return new RefusalException(
            "internal-error", $"The step failed by a fault of the program ({fault.GetType().Name}: {fault.Message}).",
            "Look at the run's log and report it to the author of the operator.", RefusalKind.Unsupported, fault);
    }

    private static bool IsFull(IOException io) => io.Message.Contains("No space left", StringComparison.Ordinal);
}
