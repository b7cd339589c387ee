using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds out who comes with a provider's account; adds them if they are new and that is allowed.</summary>
public sealed class EnterFromOutside(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string FindQuery = Sql.Read("FindOutside.sql");
    private static readonly string CreateQuery = Sql.Read("CreateOutside.sql");
    private static readonly string ConnectQuery = Sql.Read("ConnectOutside.sql");
    private static readonly string UseQuery = Sql.Read("UseOutside.sql");

    /// <summary>The person, with the roles and proposals that the issuer gives them.</summary>
    /// <exception cref="RefusalException">
    /// Nobody here has the account (<c>unknown-account</c>), or whoever has it is shut out (<c>account-disabled</c>).
    /// </exception>
    public Task<KnownPerson> RunAsync(OutsidePerson who, CancellationToken cancellation = default) => database.TransactAsync(
        async connection =>
        {
            var found = await FindAsync(connection, who, cancellation);
            if (found is { Active: false })
            {
                throw new RefusalException("account-disabled", $"The account of '{found.Name}' is shut out here.", "Ask an administrator of this server.", RefusalKind.Forbidden);
            }

            return await UseAsync(connection, who, found?.Id ?? await CreateAsync(connection, who, cancellation), cancellation);
        },
        cancellation);

    /// <summary>The account becomes that of somebody who is here already.</summary>
    /// <exception cref="RefusalException">It is somebody else's (<c>account-taken</c>).</exception>
    public Task<KnownPerson> ConnectAsync(OutsidePerson who, Guid person, CancellationToken cancellation = default) => database.TransactAsync(
        async connection =>
        {
            await ConnectAsync(connection, who, person, cancellation);
            return await UseAsync(connection, who, person, cancellation);
        },
        cancellation);

    private static async Task<Found?> FindAsync(NpgsqlConnection connection, OutsidePerson who, CancellationToken cancellation)
    {
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(FindQuery, new { who.Issuer, who.Subject }, cancellationToken: cancellation));
        await results.ReadAsync();
        return await results.ReadFirstOrDefaultAsync<Found>();
    }

    private async Task<Guid> CreateAsync(NpgsqlConnection connection, OutsidePerson who, CancellationToken cancellation)
    {
        if (!who.MayCreate)
        {
            throw new RefusalException(
                "unknown-account", "Nobody here has this account, and unknown people are not let in.",
                "Sign in as before and connect the account on the Account page, or ask an administrator of this server.", RefusalKind.Forbidden);
        }

        foreach (var name in who.Names)
        {
            var parameters = new { Id = CatalogId.New(time), Name = name, who.FullName, who.Email, who.Issuer, Now = time.GetUtcNow().UtcDateTime };
            if (await connection.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(CreateQuery, parameters, cancellationToken: cancellation)) is { } made)
            {
                await ConnectAsync(connection, who, made, cancellation);
                return made;
            }
        }

        throw new RefusalException("name-taken", $"The name '{who.Names[0]}' is somebody else's here.", "Ask an administrator of this server.", RefusalKind.Conflict);
    }

    private async Task ConnectAsync(NpgsqlConnection connection, OutsidePerson who, Guid person, CancellationToken cancellation)
    {
        var parameters = new { who.Issuer, who.Subject, Person = person, Now = time.GetUtcNow().UtcDateTime };
        if (await connection.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(ConnectQuery, parameters, cancellationToken: cancellation)) is null)
        {
            throw new RefusalException("account-taken", "This account is connected to somebody else here.", "Sign in with it, or ask an administrator of this server.", RefusalKind.Conflict);
        }
    }

    private async Task<KnownPerson> UseAsync(NpgsqlConnection connection, OutsidePerson who, Guid person, CancellationToken cancellation)
    {
        var parameters = new
        {
            who.Issuer,
            who.Subject,
            who.FullName,
            who.Email,
            ManagedRoles = who.ManagedRoles.ToArray(),
            GivenRoles = who.Roles.ToArray(),
            Proposals = who.Proposals?.ToArray(),
            Person = person,
            Now = time.GetUtcNow().UtcDateTime,
        };
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(UseQuery, parameters, cancellationToken: cancellation));
        await results.ReadAsync();
        await results.ReadAsync();
        await results.ReadAsync();
        return await results.ReadFirstAsync<KnownPerson>();
    }

    private sealed record Found(Guid Id, string Name, IReadOnlyList<string> Roles, bool Active);
}
