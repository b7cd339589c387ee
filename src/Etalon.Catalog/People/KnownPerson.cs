namespace Etalon.Catalog;

/// <summary>Somebody who has proved who they are.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">Their name.</param>
/// <param name="Roles">What they may do.</param>
public sealed record KnownPerson(Guid Id, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>For queries.</summary>
    public Viewer Viewer => new(Id, Roles);
}
