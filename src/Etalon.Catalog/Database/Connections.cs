using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// How use cases talk to the database: queries through Dapper, failures that a user can understand turned into refusals, and
/// patience with a database that is just being restarted.
/// </summary>
internal static class Connections
{
    /// <summary>How long a new connection is tried for. A killed private cluster is back within a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    static Connections()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new TimeHandler());
        SqlMapper.AddTypeHandler(new JsonHandler());
        SqlMapper.AddTypeHandler(new ListHandler<string>());
        SqlMapper.AddTypeHandler(new ListHandler<long>());
    }

    /// <summary>A pool whose statements are prepared once they repeat.</summary>
    public static NpgsqlDataSource Pool(string address)
    {
        var builder = new NpgsqlConnectionStringBuilder(address) { MaxAutoPrepare = 200, AutoPrepareMinUsages = 2 };
        if (!address.Contains("Pool", StringComparison.OrdinalIgnoreCase))
        {
            builder.MaxPoolSize = 40;
        }

        return NpgsqlDataSource.Create(builder);
    }

    /// <summary>A connection; a database that is away for a moment is waited for.</summary>
    public static async Task<NpgsqlConnection> ConnectAsync(this NpgsqlDataSource source, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await source.OpenConnectionAsync(cancellation);
            }
            catch (NpgsqlException e) when (IsAway(e) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    /// <summary>All rows of a query.</summary>
    public static Task<IReadOnlyList<T>> ListAsync<T>(
        this NpgsqlDataSource source, string query, object? parameters, CancellationToken cancellation) =>
        source.UseAsync(
            async connection =>
            {
                var rows = await connection.QueryAsync<T>(new CommandDefinition(query, parameters, cancellationToken: cancellation));
                return (IReadOnlyList<T>)rows.AsList();
            },
            cancellation);

    /// <summary>The only row of a query, or null.</summary>
    public static Task<T?> FirstAsync<T>(
        this NpgsqlDataSource source, string query, object? parameters, CancellationToken cancellation) =>
        source.UseAsync(
            connection => connection.QueryFirstOrDefaultAsync<T>(new CommandDefinition(query, parameters, cancellationToken: cancellation)),
            cancellation);

    /// <summary>Runs statements; the number of rows they touched.</summary>
    public static Task<int> ExecuteAsync(
        this NpgsqlDataSource source, string query, object? parameters, CancellationToken cancellation) =>
        source.UseAsync(
            connection => connection.ExecuteAsync(new CommandDefinition(query, parameters, cancellationToken: cancellation)), cancellation);

    /// <summary>Runs something in one transaction, which is rolled back if it throws.</summary>
    public static Task<T> TransactAsync<T>(
        this NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation) =>
        source.UseAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                var result = await work(connection);
                await transaction.CommitAsync(cancellation);
                return result;
            },
            cancellation);

    /// <summary>Runs something on a connection, with failures translated.</summary>
    public static async Task<T> UseAsync<T>(
        this NpgsqlDataSource source, Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await source.ConnectAsync(cancellation);
            return await work(connection);
        }
        catch (PostgresException e) when (DatabaseRefusals.Of(e) is not null)
        {
            throw DatabaseRefusals.Of(e)!;
        }
    }

    /// <summary>Not yet listening, starting up, shutting down, or a pooled connection that was cut.</summary>
    private static bool IsAway(NpgsqlException e) =>
        e is PostgresException p
            ? p.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            : e.IsTransient || e.InnerException is IOException or System.Net.Sockets.SocketException;
}
