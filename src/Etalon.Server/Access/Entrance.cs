using System.Net;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Under which names the server is asked for, and which proxies may say for whom they ask.</summary>
public sealed record Entrance
{
    /// <summary>A name that stands for all names.</summary>
    public const string AnyHost = "*";

    /// <summary>Where requests may come from that say in <c>X-Forwarded-…</c> whom they are for; from anywhere else such headers count nothing.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Names that the server is asked for, besides those of this machine and that of <see cref="PublicUrl"/>.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The address under which people find the server, such as <c>https://etalon.example.org</c>; null where they use the machine's own.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>What <c>ETALON_PROXIES</c>, <c>ETALON_HOSTS</c> and <c>ETALON_PUBLIC_URL</c> say.</summary>
    /// <exception cref="RefusalException">One of them says something else: <c>bad-option</c>.</exception>
    public static Entrance FromEnvironment() => new()
    {
        Proxies = [.. Words("ETALON_PROXIES").Select(ReadProxy)],
        Hosts = [.. Words("ETALON_HOSTS")],
        PublicUrl = ReadUrl(Environment.GetEnvironmentVariable("ETALON_PUBLIC_URL")),
    };

    /// <summary>An address, or a network such as <c>10.0.0.0/8</c>.</summary>
    internal static IPNetwork ReadProxy(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new IPNetwork(address, 8 * address.GetAddressBytes().Length);
        }

        return IPNetwork.TryParse(text, out var network)
            ? network
            : throw new RefusalException("bad-option", $"ETALON_PROXIES takes addresses and networks; '{text}' is neither.", "Write '10.0.0.5' or '10.0.0.0/8', with commas between.");
    }

    private static Uri? ReadUrl(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url is { PathAndQuery: "/", UserInfo: "" }
            ? url
            : throw new RefusalException("bad-option", $"ETALON_PUBLIC_URL takes the address of the portal's root; '{text}' was given.", "Write 'https://etalon.example.org'.");
    }

    private static string[] Words(string variable) =>
        (Environment.GetEnvironmentVariable(variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
