using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Hears what changes in the catalogue, on one connection for all who listen (PostgreSQL's LISTEN/NOTIFY; about 0.1 ms). Events can
/// be lost when the connection is; a resync every few seconds is the net below.
/// </summary>
public sealed class CatalogEvents : IAsyncDisposable
{
    /// <summary>A listener that is this far behind loses the oldest events, and looks again at the next resync.</summary>
    private const int MostWaiting = 4096;

    private readonly NpgsqlDataSource _database;
    private readonly TimeSpan _poll;
    private readonly ConcurrentDictionary<Channel<CatalogEvent>, bool> _listeners = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _work;

    /// <summary>Starts to listen.</summary>
    /// <param name="database">The catalogue.</param>
    /// <param name="poll">How often a resync is sent; 3 seconds if null.</param>
    public CatalogEvents(NpgsqlDataSource database, TimeSpan? poll = null)
    {
        _database = database;
        _poll = poll ?? TimeSpan.FromSeconds(3);
        _work = Task.Run(WorkAsync);
    }

    /// <summary>Events from now on, beginning with a resync, until the caller stops or the catalogue is closed.</summary>
    public async IAsyncEnumerable<CatalogEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var channel = Channel.CreateBounded<CatalogEvent>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        _listeners[channel] = true;
        channel.Writer.TryWrite(CatalogEvent.Resync);
        try
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopping.Token);
            await foreach (var happened in channel.Reader.ReadAllAsync(ends.Token))
            {
                yield return happened;
            }
        }
        finally
        {
            _listeners.TryRemove(channel, out _);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_work.IsCompleted)
        {
            await _stopping.CancelAsync();
            await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stopping.Dispose();
        }
    }

    private async Task WorkAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync();
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), _stopping.Token); // the database is away: try again
            }
        }
    }

    private async Task ListenAsync()
    {
        await using var connection = await _database.ConnectAsync(_stopping.Token);
        connection.Notification += (_, news) => Tell(CatalogEvent.Parse(news.Payload));
        await using (var listen = new NpgsqlCommand("listen etalon", connection))
        {
            await listen.ExecuteNonQueryAsync(_stopping.Token);
        }

        Tell(CatalogEvent.Resync);
        var last = Stopwatch.GetTimestamp();
        while (!_stopping.IsCancellationRequested)
        {
            if (!await connection.WaitAsync(_poll, _stopping.Token))
            {
                // Silence: is the connection still there? (One that is cut without a word says nothing for ever.)
                await using var ping = new NpgsqlCommand("select 1", connection) { CommandTimeout = 5 };
                await ping.ExecuteScalarAsync(_stopping.Token);
            }

            if (Stopwatch.GetElapsedTime(last) >= _poll)
            {
                Tell(CatalogEvent.Resync);
                last = Stopwatch.GetTimestamp();
            }
        }
    }

    private void Tell(CatalogEvent happened)
    {
        foreach (var listener in _listeners.Keys)
        {
            listener.Writer.TryWrite(happened);
        }
    }
}
