using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Keeps a database to one server, by an advisory lock on a connection of its own. When the database restarts, the lock is taken
/// again; if another server was faster, <see cref="Lost"/> says so and this server must stop.
/// </summary>
internal sealed class DatabaseLock : IAsyncDisposable
{
    /// <summary>"etalon" in ASCII, so that it is recognised in pg_locks.</summary>
    private const long Key = 0x6574616c6f6e;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly string _address;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _lost = new();
    private NpgsqlConnection _connection;
    private Task _watch = Task.CompletedTask;

    private DatabaseLock(string address, NpgsqlConnection connection)
    {
        _address = address;
        _connection = connection;
    }

    /// <summary>Cancelled when another server has the database now.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="RefusalException">Another server has it: <c>already-running</c>.</exception>
    public static async Task<DatabaseLock> TakeAsync(string connectionString, CancellationToken cancellation)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            ApplicationName = "etalon lock",
            KeepAlive = 30,
        }.ConnectionString;
        var connection = await OpenAsync(address, cancellation)
            ?? throw new RefusalException(
                "already-running", "Another Etalon server uses this database.",
                "Use that server, stop it with 'etalon down', or choose another database with ETALON_DATABASE.", RefusalKind.Conflict);
        var taken = new DatabaseLock(address, connection);
        taken._watch = taken.WatchAsync();
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _connection.DisposeAsync();
        _stopping.Dispose();
        _lost.Dispose();
    }

    /// <summary>
    /// A connection that holds the lock, or null. A server that was killed a moment ago may still have its connection: the
    /// lock is tried for two seconds.
    /// </summary>
    private static async Task<NpgsqlConnection?> OpenAsync(string address, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(address);
        try
        {
            await connection.OpenAsync(cancellation);
            for (var attempt = 0; attempt < 20; attempt++)
            {
                await using var command = new NpgsqlCommand("select pg_try_advisory_lock(@key)", connection);
                command.Parameters.AddWithValue("key", Key);
                if (await command.ExecuteScalarAsync(cancellation) is true)
                {
                    return connection;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    private async Task WatchAsync()
    {
        while (true)
        {
            await Task.Delay(Interval, _stopping.Token);
            try
            {
                await using var ping = new NpgsqlCommand("select 1", _connection);
                await ping.ExecuteScalarAsync(_stopping.Token);
            }
            catch (NpgsqlException)
            {
                if (!await TakeAgainAsync())
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
    }

    /// <summary>False if another server has the lock; true if we have it, or the database is still away.</summary>
    private async Task<bool> TakeAgainAsync()
    {
        try
        {
            if (await OpenAsync(_address, _stopping.Token) is not { } connection)
            {
                return false;
            }

            await _connection.DisposeAsync();
            _connection = connection;
            return true;
        }
        catch (NpgsqlException)
        {
            return true; // not reachable yet: the next round tries again
        }
    }
}
