namespace Etalon.Server;

/// <summary>Where a provider is asked for what.</summary>
/// <param name="Authorize">Where browsers are sent.</param>
/// <param name="Token">Where the code is exchanged.</param>
/// <param name="UserInfo">Where it is said who somebody is.</param>
internal sealed record ProviderPlaces(Uri Authorize, Uri Token, Uri UserInfo)
{
    /// <summary>Secrets travel to no address that somebody on the way could read or answer for.</summary>
    public static bool IsSafe(Uri url) => url is { IsAbsoluteUri: true, UserInfo: "", Fragment: "" } && (url.Scheme is "https" || (url.Scheme is "http" && url.IsLoopback));
}
