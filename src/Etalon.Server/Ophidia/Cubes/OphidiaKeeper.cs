using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Finds the cubes of sessions, makes new ones, and makes samples of recipes when they are asked for.</summary>
internal sealed class OphidiaKeeper(CatalogDatabase catalog, RecipeRun runs, DatasetDeletion deletion, OphidiaContainers containers, OphidiaGrids grids, OutputFolders outputs, TimeProvider clock)
{
    private readonly ConcurrentDictionary<long, SemaphoreSlim> _making = new();

    /// <summary>The cube of a name.</summary>
    /// <exception cref="RefusalException"><c>bad-pid</c>; <c>unknown-cube</c> where there is none or it is not for the visitor's eyes.</exception>
    public async Task<StoredCube> FindAsync(string pid, OphidiaVisit visit, CancellationToken cancellation) => (await FindAsync([pid], visit, cancellation))[0];

    /// <summary>The cubes of several names, in their order.</summary>
    public async Task<ImmutableArray<StoredCube>> FindAsync(IReadOnlyList<string> pids, OphidiaVisit visit, CancellationToken cancellation)
    {
        var server = visit.Session.Server;
        var wanted = pids.Select(pid => OphidiaPid.ParseCube(pid, server)).ToArray();
        var rows = await new GetOphidiaCubes(catalog.Source).RunAsync(wanted.Select(static pid => pid.Cube).Distinct(), visit.Viewer, cancellation);
        return
        [
            .. wanted.Select(pid => rows.FirstOrDefault(row => row.Id == pid.Cube && row.ContainerId == pid.Container) is { } row
                ? StoredCube.Of(row, server)
                : throw new RefusalException("unknown-cube", $"There is no cube {pid}, or you may not see it.", "'oph_list' shows the cubes of a container.", RefusalKind.Missing)),
        ];
    }

    /// <summary>Makes a draft a cube: its samples are computed, unless it may stay a recipe; then it is only planned.</summary>
    /// <param name="draft">The cube; sizes and types are settled here.</param>
    /// <param name="parents">What it is made from, the first one lending its container and metadata.</param>
    /// <param name="call">The task.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="metadata">What is known of it; left undefined, what is known of the first parent.</param>
    public async Task<StoredCube> MakeAsync(
        OphidiaCube draft, IReadOnlyList<StoredCube> parents, OphidiaCall call, CancellationToken cancellation, JsonElement metadata = default)
    {
        var container = await containers.ForResultAsync(parents.Count > 0 ? parents[0].Row : null, call, cancellation);
        var known = parents.FirstOrDefault(parent => parent.Cube.Recipe.Equals(draft.Recipe))?.Info;
        var (placed, grid) = await grids.PlaceAsync(draft, known, container.Id, call, Owner(call.Visit), cancellation);
        try
        {
            return await MakeAsync(placed, parents, container, call, metadata, cancellation);
        }
        catch
        {
            await grids.TakeBackAsync(container.Id, grid);
            throw;
        }
    }

    private async Task<StoredCube> MakeAsync(
        OphidiaCube draft, IReadOnlyList<StoredCube> parents, OphidiaContainerRow container, OphidiaCall call, JsonElement metadata, CancellationToken cancellation)
    {
        var owner = Owner(call.Visit);
        CubeInfo info;
        var owns = false;
        switch (draft.Recipe)
        {
            case CubeStep step when call.MayStayRecipe:
                info = await runs.PlanAsync(step, owner, cancellation);
                break;
            case CubeStep step:
                (var samples, info) = await runs.MakeAsync(step, $"{container.Name}/{draft.Measure}", owner, call.Report, cancellation);
                draft = draft with { Recipe = samples };
                owns = true;
                break;
            default:
                info = parents.First(parent => parent.Cube.Recipe.Equals(draft.Recipe)).Info;
                break;
        }

        var settled = draft.Settled(info) with { Description = "" };
        settled = parents.Count == 0 ? settled : settled.OnGridsOf(parents[0].Cube, parents[0].Info, info);
        try
        {
            // What has been computed is registered, also if the user has just given up.
            return await PutAsync(settled, info, container, owns, parents, call, owns ? CancellationToken.None : cancellation, metadata);
        }
        catch (RefusalException) when (owns)
        {
            await deletion.RunAsync(Guid.Parse(((KeptCube)settled.Recipe).Dataset), Viewer.System, CancellationToken.None);
            throw;
        }
    }

    /// <summary>Registers a cube whose samples are there already.</summary>
    /// <param name="cube">The cube.</param>
    /// <param name="info">Its axes, coordinates and attributes.</param>
    /// <param name="container">Where it is put.</param>
    /// <param name="owns">Whether the dataset was made for it, and goes with the last cube that needs it.</param>
    /// <param name="parents">What it was made from.</param>
    /// <param name="call">The task.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="metadata">What is known besides; undefined for what is known of the first parent.</param>
    public async Task<StoredCube> PutAsync(
        OphidiaCube cube, CubeInfo info, OphidiaContainerRow container, bool owns, IReadOnlyList<StoredCube> parents, OphidiaCall call,
        CancellationToken cancellation, JsonElement metadata = default)
    {
        var row = StoredCube.RowOf(cube with { Description = call.Arguments.Described() ?? cube.Description }, info, container.Id, call.Arguments.Operator) with
        {
            OwnsDataset = owns,
            Metadata = metadata,
            Parents = [.. parents.Select(static parent => parent.Row.Id).Distinct()],
            Container = container.Name,
            Session = container.Session,
        };
        var id = await new PutOphidiaCube(catalog.Source, clock).RunAsync(row, call.Visit.Row.PersonId, cancellation);
        return new StoredCube(new OphidiaPid(call.Visit.Session.Server, container.Id, id), cube, info, row with { Id = id });
    }

    /// <summary>The cube with its samples: if it is still a recipe they are made now, once, however many ask.</summary>
    public async Task<StoredCube> KeepAsync(StoredCube cube, OphidiaVisit visit, Action<double> report, CancellationToken cancellation)
    {
        if (cube.Samples is not null)
        {
            return cube;
        }

        var turn = _making.GetOrAdd(cube.Row.Id, static _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            cube = await FindAsync(cube.Pid.ToString(), visit, cancellation);
            var kept = cube.Cube.Recipe is CubeStep step ? await KeepAsync(cube, step, visit, report, cancellation) : cube;

            // Those who wait hold the turn already; whoever comes later finds the samples.
            _making.TryRemove(cube.Row.Id, out _);
            return kept;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Forgets a cube, and deletes the samples that nobody needs any more.</summary>
    public async Task DeleteAsync(StoredCube cube, CancellationToken cancellation)
    {
        foreach (var dataset in await new DeleteOphidiaCube(catalog.Source).RunAsync(cube.Row.Id, cancellation))
        {
            await deletion.RunAsync(dataset, Viewer.System, cancellation);
        }

        outputs.Remove(cube.Row.ContainerId, cube.Row.Id);
        _making.TryRemove(cube.Row.Id, out _);
    }

    /// <summary>
    /// What guests make belongs to the session's owner. Whether a cube may be seen has been decided when it was found; the datasets behind it are
    /// reached without asking again, for they may belong to other sessions' owners.
    /// </summary>
    private static Viewer Owner(OphidiaVisit visit) => new(visit.Row.PersonId, [Viewer.Administrator]);

    private async Task<StoredCube> KeepAsync(StoredCube cube, CubeStep step, OphidiaVisit visit, Action<double> report, CancellationToken cancellation)
    {
        var (samples, info) = await runs.MakeAsync(step, $"{cube.Row.Container}/{cube.Cube.Measure}", Owner(visit), report, cancellation);
        var dataset = Guid.Parse(samples.Dataset);
        var kept = await new KeepOphidiaCube(catalog.Source)
            .RunAsync(cube.Row.Id, dataset, StoredCube.RecipeOf(samples), StoredCube.InfoOf(info), info.Bytes, cancellation);
        if (!kept)
        {
            await deletion.RunAsync(dataset, Viewer.System, cancellation);
            throw new RefusalException("unknown-cube", $"The cube {cube.Pid} was deleted meanwhile.", "'oph_list' shows the cubes of a container.", RefusalKind.Missing);
        }

        return cube with { Cube = cube.Cube with { Recipe = samples }, Info = info, Row = cube.Row with { DatasetId = dataset } };
    }
}
