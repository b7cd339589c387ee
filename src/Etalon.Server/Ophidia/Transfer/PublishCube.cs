using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_publish</c>: web pages of a cube, written by a worker and served to whoever may see the cube.</summary>
internal sealed class PublishCube(EtalonHome home, OphidiaKeeper keeper, AwaitedRun runs, OutputFolders folders, OutputPlaces places, WebAddress web) : IOphidiaOperator, IDisposable
{
    private const int MostNotes = 1000;

    /// <summary>One change of pages at a time: it is a rename or two.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc />
    public void Dispose() => _turn.Dispose();

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var copy = CopyTo(call);
        var cube = await keeper.KeepAsync(await keeper.FindAsync(arguments["cube"], call.Visit, cancellation), call.Visit, call.Report, cancellation);
        var folder = folders.Published(cube.Row.ContainerId, cube.Row.Id);

        // Pages are made in the staging folder, which is swept at the next start; the old ones are there until the new ones are.
        var (fresh, old) = (Path.Combine(home.Staging, $"pages-{Guid.NewGuid():N}"), Path.Combine(home.Staging, $"pages-{Guid.NewGuid():N}"));
        try
        {
            await runs.RunAsync(Order(call, cube, fresh), new Viewer(call.Visit.Row.PersonId, [Viewer.Administrator]), call.Report, cancellation);
            if (copy is not null)
            {
                await Task.Run(() => OutputFaults.Guarded(copy, () => Copy(fresh, copy, cancellation)), cancellation);
            }

            await _turn.WaitAsync(cancellation);
            try
            {
                Exchange(folder, fresh, old);
            }
            finally
            {
                _turn.Release();
            }

            await StillThereAsync(cube, call, folder);
        }
        finally
        {
            StagingFolder.Remove(fresh);
            StagingFolder.Remove(old);
        }

        var url = web.Published(cube);
        return new OphidiaAnswer([new OphidiaText("publish", "Output URL", url)]) { Results = OphidiaAnswer.Done.Results.Add("link", url) };
    }

    /// <summary>
    /// The folder that gets the pages as well; null for none. The paper names the folder of pages with a word, which says nothing here: Etalon serves them.
    /// </summary>
    private string? CopyTo(OphidiaCall call)
    {
        if (call.Arguments.Text("output_path") is not { } named || named is "default" || !named.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        var folder = places.Writable(named, call);
        if (File.Exists(folder))
        {
            throw call.Arguments.Bad("output_path", $"is '{named}', which is a file; it is a folder");
        }

        return call.Arguments.IsYes("force") || !Directory.Exists(folder) || !Directory.EnumerateFileSystemEntries(folder).Any()
            ? folder
            : throw new Cubes.RefusalException(
                "path-exists", $"'{named}' has files in it already.", "Name a new folder, or add force=yes to write pages over those of the same names.", Cubes.RefusalKind.Conflict);
    }

    private static void Copy(string pages, string folder, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        foreach (var page in Directory.EnumerateFiles(pages))
        {
            cancellation.ThrowIfCancellationRequested();
            var target = Path.Combine(folder, Path.GetFileName(page));

            // Taken away first: a link of that name would lead the pages elsewhere.
            File.Delete(target);
            File.Copy(page, target);
        }
    }

    private static void Exchange(string folder, string fresh, string old)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        if (Directory.Exists(folder))
        {
            Directory.Move(folder, old);
        }

        Directory.Move(fresh, folder);
    }

    /// <summary>A cube that was deleted meanwhile takes its pages along.</summary>
    private async Task StillThereAsync(StoredCube cube, OphidiaCall call, string folder)
    {
        try
        {
            await keeper.FindAsync(cube.Pid.ToString(), call.Visit, CancellationToken.None);
        }
        catch (Cubes.RefusalException)
        {
            StagingFolder.Remove(folder);
            throw;
        }
    }

    private static RunOrder Order(OphidiaCall call, StoredCube cube, string folder)
    {
        var arguments = call.Arguments;
        var notes = new JsonObject();
        foreach (var item in OphidiaMetadata.Read(cube.Row.Metadata).Take(MostNotes))
        {
            notes[item.Variable.Length == 0 ? item.Key : $"{item.Variable}: {item.Key}"] = item.Value;
        }

        return new RunOrder
        {
            Operator = "publish",
            Inputs = new JsonObject { ["cube"] = $"{cube.Samples!.Dataset}/{cube.Samples.Cube}" },
            Set = new JsonObject
            {
                ["path"] = folder,
                ["rows"] = cube.Cube.Explicit.Count(static dimension => !dimension.IsReduced),
                ["pageRows"] = cube.Cube.Fragmentation.RowsPerFragment,
                ["content"] = arguments["content"],
                ["showIndex"] = arguments.IsYes("show_index"),
                ["showId"] = arguments.IsYes("show_id"),
                ["showTime"] = arguments.IsYes("show_time"),
                ["title"] = $"{cube.Cube.Measure} ({cube.Row.Container}, cube {cube.Row.Id})",
                ["notes"] = notes,
            },
            Cache = false,
        };
    }
}
