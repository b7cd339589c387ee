using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>A provider of accounts, as the configuration describes it: OAuth 2 with an authorization code, PKCE and user-info.</summary>
internal sealed record Provider
{
    /// <summary>What stands in addresses and in the configuration: <c>facility</c>.</summary>
    public string Name { get; init; } = "";

    /// <summary>What people read on the button.</summary>
    public string Title { get; init; } = "";

    /// <summary>Its address by OpenID Connect, from where the other addresses are discovered; needed unless all three are given.</summary>
    public Uri? Issuer { get; init; }

    /// <summary>Where browsers are sent.</summary>
    public Uri? AuthorizeUrl { get; init; }

    /// <summary>Where the code is exchanged.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>Where it is said who somebody is.</summary>
    public Uri? UserInfoUrl { get; init; }

    /// <summary>Hosts, besides the issuer's, to which discovered addresses may lead.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Under which name this server is known there.</summary>
    public string ClientId { get; init; } = "";

    /// <summary>The file with the secret; read at every use, so that it can be changed.</summary>
    public string ClientSecretFile { get; init; } = "";

    /// <summary>The variable with the secret, where there is no file.</summary>
    public string ClientSecretVariable { get; init; } = "";

    /// <summary>Whether the secret goes into the <c>body</c>, as some providers want it, and not into the <c>header</c>.</summary>
    public string SecretIn { get; init; } = "header";

    /// <summary>What is asked for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Which claim is what.</summary>
    public ProviderClaims Claims { get; init; } = new();

    /// <summary>Only people with an address of mail at one of these come in; all, if empty.</summary>
    public IReadOnlyList<string> AllowedDomains { get; init; } = [];

    /// <summary>Only people of one of these groups come in; all, if empty.</summary>
    public IReadOnlyList<string> AllowedGroups { get; init; } = [];

    /// <summary>Whether addresses of mail count that the provider does not call verified.</summary>
    public bool TrustMail { get; init; }

    /// <summary>Whether unknown people get an account.</summary>
    public bool Create { get; init; }

    /// <summary>The role that a group gives: such roles are given and taken at every sign-in.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The proposal that a group lets into, by its number; a star at the end of both stands for the rest of the group's name.</summary>
    public IReadOnlyDictionary<string, string> Proposals { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long each of its answers is waited for.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>In whose name its subjects are kept: nobody else can speak for that address.</summary>
    public string Identity => (Issuer ?? UserInfoUrl)!.AbsoluteUri;

    /// <summary>The secret; empty for a client that has none.</summary>
    /// <exception cref="RefusalException">The file cannot be read: <c>provider-failed</c>.</exception>
    public string ReadSecret()
    {
        if (ClientSecretFile.Length == 0)
        {
            return ClientSecretVariable.Length == 0 ? "" : Environment.GetEnvironmentVariable(ClientSecretVariable) ?? "";
        }

        try
        {
            return File.ReadAllText(ClientSecretFile).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RefusalException("provider-failed", $"The file with the secret for {Title} cannot be read.", "Tell whoever runs this server.", RefusalKind.Conflict, fault);
        }
    }
}
