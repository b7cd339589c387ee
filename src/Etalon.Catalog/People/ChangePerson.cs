using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Changes what somebody may do, or shuts them out for good.</summary>
public sealed class ChangePerson(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("ChangePerson.sql");

    /// <summary>Changes the person; what is null stays.</summary>
    /// <param name="name">Who.</param>
    /// <param name="roles">All roles that they have from now on.</param>
    /// <param name="active">Whether they count.</param>
    /// <param name="by">An administrator.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">
    /// There is no such person (<c>unknown-person</c>), no such role (<c>unknown-role</c>), or it would be the caller's own end (<c>own-account</c>).
    /// </exception>
    public async Task<Person> RunAsync(string name, IReadOnlyList<string>? roles, bool? active, Viewer by, CancellationToken cancellation = default)
    {
        CheckRoles(roles);
        var people = await new ListPersons(database).RunAsync(cancellation);
        var isOwn = people.Any(person => person.Id == by.Person && string.Equals(person.Name, name, StringComparison.Ordinal));
        if (isOwn && (active == false || roles?.Contains(Viewer.Administrator, StringComparer.Ordinal) == false))
        {
            throw new RefusalException("own-account", "You would shut yourself out.", "Ask another administrator.", RefusalKind.Conflict);
        }

        var parameters = new { Name = name, PersonRoles = roles?.ToArray(), Active = active, by.Person, Now = time.GetUtcNow().UtcDateTime };
        return await database.FirstAsync<Person>(Query, parameters, cancellation)
            ?? throw new RefusalException("unknown-person", $"There is no person '{name}'.", "List the users.", RefusalKind.Missing);
    }

    /// <summary>Refuses roles that there are not.</summary>
    /// <exception cref="RefusalException">One of them is none: <c>unknown-role</c>.</exception>
    public static void CheckRoles(IEnumerable<string>? roles)
    {
        if (roles?.FirstOrDefault(static role => !Viewer.AllRoles.Contains(role, StringComparer.Ordinal)) is { } unknown)
        {
            throw Refusal.Unknown("role", unknown, Viewer.AllRoles);
        }
    }
}
