using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// The opened catalogue: the private cluster (or the outside database), held against other servers, migrated, with a pool of
/// connections for the use cases.
/// </summary>
public sealed class CatalogDatabase : IAsyncDisposable
{
    private readonly HomeLock _homeLock;
    private readonly DatabaseLock _databaseLock;

    private CatalogDatabase(HomeLock homeLock, PrivateCluster? cluster, DatabaseLock databaseLock, NpgsqlDataSource source)
    {
        _homeLock = homeLock;
        Cluster = cluster;
        _databaseLock = databaseLock;
        Source = source;
    }

    /// <summary>The pool that every use case takes.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The private cluster, or null if the database runs elsewhere.</summary>
    public PrivateCluster? Cluster { get; }

    /// <summary>Cancelled when another server took the database over (after it was away): this server must stop.</summary>
    public CancellationToken Lost => _databaseLock.Lost;

    /// <summary>Opens the catalogue and brings its schema up to date.</summary>
    /// <exception cref="RefusalException">Another server has it (<c>already-running</c>), or the database cannot be used.</exception>
    public static async Task<CatalogDatabase> OpenAsync(CatalogOptions options, CancellationToken cancellation = default)
    {
        var homeLock = await HomeLock.TakeAsync(options.Home, cancellation);
        PrivateCluster? cluster = null;
        DatabaseLock? databaseLock = null;
        NpgsqlDataSource? source = null;
        try
        {
            if (string.IsNullOrWhiteSpace(options.Address))
            {
                cluster = await PrivateCluster.StartAsync(Path.Combine(options.Home, "postgres"), options.Report, cancellation);
            }

            var address = cluster?.ConnectionString ?? DatabaseAddress.Parse(options.Address!);
            databaseLock = await LockAsync(address, cancellation);
            source = Connections.Pool(address);
            await Migrator.RunAsync(source, cancellation);
            return new CatalogDatabase(homeLock, cluster, databaseLock, source);
        }
        catch
        {
            await CloseAsync(source, databaseLock, cluster);
            homeLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CloseAsync(Source, _databaseLock, Cluster);
        _homeLock.Dispose();
    }

    private static async Task<DatabaseLock> LockAsync(string address, CancellationToken cancellation)
    {
        try
        {
            return await DatabaseLock.TakeAsync(address, cancellation);
        }
        catch (NpgsqlException e)
        {
            var builder = new NpgsqlConnectionStringBuilder(address);
            throw new RefusalException(
                "database-unreachable", $"The database '{builder.Database}' on '{builder.Host}' cannot be opened: {e.Message}",
                "Check ETALON_DATABASE, the user's rights, and that PostgreSQL 15 or newer runs there.", RefusalKind.Conflict, e);
        }
    }

    private static async Task CloseAsync(NpgsqlDataSource? source, DatabaseLock? databaseLock, PrivateCluster? cluster)
    {
        if (source is not null)
        {
            await source.DisposeAsync();
        }

        if (databaseLock is not null)
        {
            await databaseLock.DisposeAsync();
        }

        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }
    }
}
