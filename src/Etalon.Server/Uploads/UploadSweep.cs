using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Removes uploads that were brought in, those of which nothing has come for days, and folders that belong to none.</summary>
public sealed class UploadSweep(EtalonHome home, CatalogDatabase catalog, UploadDesk desk, TimeProvider clock, ILogger<UploadSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            await TryAsync(StrayAsync, stoppingToken);
            do
            {
                await TryAsync(desk.SweepAsync, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    /// <summary>Sweeps; a fault must not end the server, which a background task's does.</summary>
    private async Task TryAsync(Func<CancellationToken, Task> sweep, CancellationToken cancellation)
    {
        try
        {
            await sweep(cancellation);
        }
        catch (Exception fault) when (fault is RefusalException or Npgsql.NpgsqlException or IOException or UnauthorizedAccessException)
        {
            // The next time; the database may be starting again.
            HttpLog.Failed(logger, fault);
        }
    }

    /// <summary>A server that was killed between forgetting an upload and removing its folder left that.</summary>
    private async Task StrayAsync(CancellationToken cancellation)
    {
        // The folders first: what is begun meanwhile has its row before its folder.
        var folders = Directory.Exists(home.Uploads) ? Directory.GetDirectories(home.Uploads).SelectMany(Directory.GetDirectories).ToArray() : [];
        var ids = folders.Select(static folder => Guid.TryParse(Path.GetFileName(folder), out var id) ? id : Guid.Empty).ToArray();
        var existing = await new SweepUploads(catalog.Source, clock).ExistingAsync(ids, cancellation);
        foreach (var (folder, _) in folders.Zip(ids).Where(pair => !existing.Contains(pair.Second)))
        {
            StagingFolder.Remove(folder);
        }
    }
}
