namespace Etalon.Catalog;

/// <summary>For whom something is shown. The database decides with it, in one function, what may be seen.</summary>
/// <param name="Person">Who, or null for nobody in particular (public data only).</param>
/// <param name="Roles">What they may do beyond their own things: <c>administrator</c>, <c>staff</c>.</param>
public sealed record Viewer(Guid? Person, IReadOnlyList<string> Roles)
{
    /// <summary>The role that sees and changes everything.</summary>
    public const string Administrator = "administrator";

    /// <summary>The role that sees everything and looks after proposals.</summary>
    public const string Staff = "staff";

    /// <summary>The roles there are.</summary>
    public static IReadOnlyList<string> AllRoles { get; } = [Administrator, Staff];

    /// <summary>The server itself.</summary>
    public static Viewer System { get; } = new(null, [Administrator]);

    /// <summary>Somebody who has not signed in.</summary>
    public static Viewer Anonymous { get; } = new(null, []);

    /// <summary>Whether everything may be changed.</summary>
    public bool IsAdministrator => Roles.Contains(Administrator, StringComparer.Ordinal);

    /// <summary>Whether everything may be seen; the database decides so too (<c>may_see_all</c>).</summary>
    public bool SeesAll => IsAdministrator || Roles.Contains(Staff, StringComparer.Ordinal);
}
