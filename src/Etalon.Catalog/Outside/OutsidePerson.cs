namespace Etalon.Catalog;

/// <summary>What a provider says of somebody who comes from outside, in this catalogue's words.</summary>
/// <param name="Issuer">Who says it.</param>
/// <param name="Subject">Whom it is about; never given to anybody else by the same issuer.</param>
/// <param name="Names">Login names for a new person, the best first; the first that is free is taken.</param>
public sealed record OutsidePerson(string Issuer, string Subject, IReadOnlyList<string> Names)
{
    /// <summary>The name as written; empty if it is not said.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Where they are written to; empty if it is not said.</summary>
    public string Email { get; init; } = "";

    /// <summary>Whether somebody unknown is let in, as a new person.</summary>
    public bool MayCreate { get; init; }

    /// <summary>The roles that this issuer gives and takes.</summary>
    public IReadOnlyList<string> ManagedRoles { get; init; } = [];

    /// <summary>Those of them that the person has.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The numbers of the proposals into which the issuer lets them; of those into which it let them before, they leave the others. Null to leave all as they are.</summary>
    public IReadOnlyList<string>? Proposals { get; init; }
}
