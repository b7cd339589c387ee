namespace Etalon.Server;

/// <summary>What the door writes into the log.</summary>
internal static partial class DoorLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A request of Ophidia's failed by a fault of the server.")]
    public static partial void Failed(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The door for Ophidia's clients stays shut: {Why}")]
    public static partial void Shut(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The callback to '{Host}' failed: {Why}")]
    public static partial void NotCalled(ILogger logger, string host, string why);
}
