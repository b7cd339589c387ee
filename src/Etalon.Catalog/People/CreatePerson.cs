using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Adds a user.</summary>
public sealed class CreatePerson(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("CreatePerson.sql");

    /// <summary>Adds the person.</summary>
    /// <exception cref="RefusalException">The name is taken (<c>duplicate-person</c>) or empty.</exception>
    public Task<Person> RunAsync(
        string name,
        IReadOnlyList<string> roles,
        Viewer by,
        string fullName = "",
        string email = "",
        CancellationToken cancellation = default)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RefusalException("invalid-name", "A person needs a name.", "Give a login name.");
        }

        var now = time.GetUtcNow();
        var person = new Person(CatalogId.New(time), name, fullName, email, roles, Active: true, now);
        var parameters = new { person.Id, Name = name, FullName = fullName, Email = email, Roles = roles.ToArray(), Now = now.UtcDateTime, By = by.Person };
        return database.TransactAsync(
            async connection =>
            {
                await connection.ExecuteAsync(new CommandDefinition(Query, parameters, cancellationToken: cancellation));
                return person;
            },
            cancellation);
    }
}
