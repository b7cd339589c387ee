namespace Etalon.Server;

/// <summary>What the server writes into its log about runs.</summary>
internal static partial class RunLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue cannot be reached; trying again.")]
    public static partial void QueueUnreachable(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "A run failed by a fault of the program.")]
    public static partial void RunFailed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of a run could not be recorded.")]
    public static partial void RecordFailed(ILogger logger, Exception fault);
}
