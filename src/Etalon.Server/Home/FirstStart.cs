using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>
/// What is done before the first request: the local administrator exists, workers that outlived a killed server are ended, runs that
/// a crash interrupted are queued again or marked, and files that nobody refers to are swept.
/// </summary>
internal sealed class FirstStart(EtalonHome home, CatalogDatabase catalog, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await AdministratorAsync(cancellation);

        // Before anything is swept or run again: two writers in one staging folder would spoil it.
        await LeftoverProcesses.EndAsync(home.Folder, cancellation);
        await new RequeueExpired(catalog.Source, clock).RunAsync(all: true, cancellation: cancellation);
        await SweepAsync(cancellation);
    }

    private async Task AdministratorAsync(CancellationToken cancellation)
    {
        var name = Environment.UserName.Length > 0 ? Environment.UserName : "administrator";
        var created = await new CreateFirstAdministrator(catalog.Source, clock).RunAsync(name, cancellation);
        if (created is not null)
        {
            WriteToken(created.Secret);
        }
        else if (!File.Exists(home.Token))
        {
            // The token file was removed; whoever owns the folder may have another one.
            var people = await new ListPersons(catalog.Source).RunAsync(cancellation);
            var administrator = people.First(person => person.Active && person.Roles.Contains(Viewer.Administrator, StringComparer.Ordinal));
            var token = await new CreateToken(catalog.Source, clock).RunAsync(
                administrator.Id, "local", ["all"], Viewer.System, cancellation: cancellation);
            WriteToken(token.Secret);
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
        IReadOnlyList<SweptDataset> swept;
        do
        {
            swept = await new SweepDatasets(catalog.Source, clock).RunAsync(TimeSpan.Zero, cancellation);
            foreach (var dataset in swept.Where(dataset => !dataset.External))
            {
                StagingFolder.Remove(home.Resolve(dataset.Location));
            }

            await new ForgetDatasets(catalog.Source, clock).RunAsync([.. swept.Select(dataset => dataset.Id)], cancellation);
        }
        while (swept.Count > 0);

        foreach (var folder in Directory.EnumerateDirectories(home.Datasets))
        {
            if (Guid.TryParse(Path.GetFileName(folder), out var id) && !await IsPublishedAsync(id, cancellation))
            {
                StagingFolder.Remove(folder);
            }
        }

        var live = await LiveRunsAsync(cancellation);
        foreach (var folder in Directory.EnumerateDirectories(home.Staging))
        {
            if (!Guid.TryParse(Path.GetFileName(folder), out var run) || !live.Contains(run))
            {
                StagingFolder.Remove(folder);
            }
        }
    }

    private async Task<HashSet<Guid>> LiveRunsAsync(CancellationToken cancellation)
    {
        var live = new HashSet<Guid>();
        foreach (var state in new[] { RunState.Queued, RunState.Running })
        {
            var runs = await new ListRuns(catalog.Source).RunAsync(Viewer.System, limit: 1000, state: state, cancellation: cancellation);
            live.UnionWith(runs.Select(run => run.Id));
        }

        return live;
    }

    private async Task<bool> IsPublishedAsync(Guid id, CancellationToken cancellation)
    {
        try
        {
            // The record of a deleted one remains; a folder that could not be removed then is removed now.
            return (await new GetDataset(catalog.Source).RunAsync(id, Viewer.System, cancellation)).DeletedAt is null;
        }
        catch (RefusalException refusal) when (refusal.Kind == RefusalKind.Missing)
        {
            return false;
        }
    }
}
