using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>How the door for Ophidia's clients is kept.</summary>
public sealed record OphidiaDoorOptions
{
    /// <summary>The port that Ophidia's clients take unless told otherwise.</summary>
    public const int UsualPort = 11732;

    private const int MostPort = 65535;

    /// <summary>The port; 0 takes a free one, null keeps the door shut.</summary>
    public int? Port { get; init; } = UsualPort;

    /// <summary>What the names of sessions and cubes begin with. It says nothing of where the server is, and stays when the server moves.</summary>
    public string Url { get; init; } = "https://localhost/ophidia";

    /// <summary>An own certificate, in PEM, with those of its issuers; empty for one that signs itself.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>The certificate's key, in PEM; empty if it is in the certificate's file.</summary>
    public string Key { get; init; } = "";

    /// <summary>How long a user is shut out at a host after too many wrong passwords.</summary>
    public TimeSpan Lockout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Hosts that may be called back although they are not public; <c>*</c> for all.</summary>
    public ImmutableArray<string> Callbacks { get; init; } = [];

    /// <summary>What <c>ETALON_OPHIDIA_PORT</c>, <c>_URL</c>, <c>_CERTIFICATE</c>, <c>_KEY</c>, <c>_CALLBACKS</c> say; the rest is usual.</summary>
    public static OphidiaDoorOptions FromEnvironment()
    {
        var options = new OphidiaDoorOptions();
        return options with
        {
            Port = Variable("PORT") is { } port ? ReadPort(port) : options.Port,
            Url = Variable("URL") is { } url ? ReadUrl(url) : options.Url,
            Certificate = Variable("CERTIFICATE") ?? "",
            Key = Variable("KEY") ?? "",
            Callbacks = [.. (Variable("CALLBACKS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        };
    }

    /// <summary>A port: a number, or <c>off</c>.</summary>
    /// <exception cref="RefusalException">It is neither.</exception>
    public static int? ReadPort(string text) => text switch
    {
        "off" => null,
        _ when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= MostPort => port,
        _ => throw new RefusalException("bad-option", $"--ophidia-port takes a port up to {MostPort}, 0 for a free one, or off; '{text}' was given."),
    };

    /// <summary>What names begin with.</summary>
    /// <exception cref="RefusalException">It is no address.</exception>
    public static string ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && text.IndexOfAny(['?', '#', ' ', '|', ';']) < 0
            ? text.TrimEnd('/')
            : throw new RefusalException("bad-option", $"--ophidia-url takes an address such as https://example.org/ophidia; '{text}' was given.");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable("ETALON_OPHIDIA_" + name) is { Length: > 0 } value ? value : null;
}
