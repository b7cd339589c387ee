namespace Etalon.Server;

/// <summary>What the server writes into its log about providers of accounts.</summary>
internal static partial class ProviderLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in with the provider '{Provider}' failed: {Why}")]
    public static partial void Failed(ILogger logger, string provider, string why);
}
