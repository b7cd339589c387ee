namespace Etalon.Server;

/// <summary>What the server writes into its log about requests.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed by a fault of the server.")]
    public static partial void Failed(ILogger logger, Exception fault);
}
