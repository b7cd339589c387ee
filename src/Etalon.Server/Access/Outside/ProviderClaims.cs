namespace Etalon.Server;

/// <summary>Under which names a provider's user-info says what.</summary>
internal sealed record ProviderClaims
{
    /// <summary>Whom it is about; never given to somebody else.</summary>
    public string Subject { get; init; } = "sub";

    /// <summary>The login name.</summary>
    public string Name { get; init; } = "preferred_username";

    /// <summary>The name as written.</summary>
    public string FullName { get; init; } = "name";

    /// <summary>The address of mail.</summary>
    public string Email { get; init; } = "email";

    /// <summary>Whether that address is theirs.</summary>
    public string EmailVerified { get; init; } = "email_verified";

    /// <summary>The groups, as a list or as words.</summary>
    public string Groups { get; init; } = "groups";
}
