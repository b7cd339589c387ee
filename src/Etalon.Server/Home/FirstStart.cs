using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>
/// What is done before the first request: the local administrator exists, runs that a crash interrupted are queued again or marked,
/// and files that nobody refers to are swept.
/// </summary>
internal sealed class FirstStart(EtalonHome home, CatalogDatabase catalog, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await AdministratorAsync(cancellation);
        await new RequeueExpired(catalog.Source, clock).RunAsync(all: true, cancellation: cancellation);
        await SweepAsync(cancellation);
    }

    private async Task AdministratorAsync(CancellationToken cancellation)
    {
        var created = await new CreateFirstAdministrator(catalog.Source, clock).RunAsync(cancellation);
        if (created is not null)
        {
            WriteToken(created.Secret);
        }
        else if (!File.Exists(home.Token))
        {
            // The token file was removed; whoever owns the folder may have another one.
            WriteToken((await new CreateLocalToken(catalog.Source, clock).RunAsync(cancellation)).Secret);
        }
    }

    private void WriteToken(string secret)
    {
        var stream = new FileStream(home.Token, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        using var writer = new StreamWriter(stream);
        writer.Write(secret);
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        var sweep = new Sweep(catalog.Source, clock);
        foreach (var dataset in await sweep.RunAsync(cancellation))
        {
            StagingFolder.Remove(home.Resolve(dataset.Location));
        }

        foreach (var folder in Directory.EnumerateDirectories(home.Datasets))
        {
            if (Guid.TryParse(Path.GetFileName(folder), out var id) && !await sweep.IsKnownAsync(id, cancellation))
            {
                StagingFolder.Remove(folder);
            }
        }

        foreach (var folder in Directory.EnumerateDirectories(home.Staging))
        {
            if (!Guid.TryParse(Path.GetFileName(folder), out var run) || !await sweep.IsLiveAsync(run, cancellation))
            {
                StagingFolder.Remove(folder);
            }
        }
    }
}
