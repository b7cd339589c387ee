using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_exportnc</c> and <c>oph_exportnc2</c>: a cube as NetCDF files, one for each fragment, or as one.</summary>
/// <param name="keeper">Finds cubes.</param>
/// <param name="runs">Writes files.</param>
/// <param name="places">Says where.</param>
/// <param name="web">Says how to get them.</param>
/// <param name="isSingle">Whether there is one file.</param>
internal sealed class ExportNetCdf(OphidiaKeeper keeper, AwaitedRun runs, OutputPlaces places, WebAddress web, bool isSingle) : IOphidiaOperator
{
    private const long MostFiles = 4096;

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var cube = await keeper.KeepAsync(await keeper.FindAsync(arguments["cube"], call.Visit, cancellation), call.Visit, call.Report, cancellation);
        var place = arguments.IsYes("misc") ? places.OfSession(call, cube, ".nc") : places.Of(call, cube, ".nc");
        var pieces = isSingle ? [new JsonObject()] : Pieces(cube);
        var targets = isSingle ? [place] : Enumerable.Range(0, pieces.Length).Select(number => place.Piece(number)).ToArray();
        foreach (var target in targets)
        {
            target.Check(arguments.IsYes("force"));
        }

        // Written aside, then moved: whoever reads an older file of that name goes on reading it.
        var aside = $".{Guid.NewGuid():N}.";
        var files = targets.Select(target => Path.Combine(target.Folder, aside + target.Name)).ToArray();
        try
        {
            await runs.RunAsync(Order(arguments, cube, pieces, files), new Viewer(call.Visit.Row.PersonId, [Viewer.Administrator]), call.Report, cancellation);
            for (var i = 0; i < files.Length; i++)
            {
                File.Move(files[i], targets[i].Path, overwrite: true);
            }
        }
        finally
        {
            Array.ForEach(files, File.Delete);
        }

        var remark = arguments.IsYes("shuffle") && arguments.Whole("deflate") == 0 ? OphidiaAnswer.Warning("shuffle=yes has no effect without deflate: shuffled bytes take as much room.") : null;
        var links = targets.Select(target => target.IsOwn ? web.Exported(cube, target.Name) : target.Path).ToArray();
        return new OphidiaAnswer([new OphidiaText(arguments.Operator["oph_".Length..], links.Length == 1 ? "Output File" : "Output Files", string.Join('\n', links)), .. remark is null ? [] : new OphidiaObject[] { remark }])
        {
            Results = OphidiaAnswer.Done.Results.Add("link", links[0]).Add("file", string.Join('|', targets.Select(static target => target.Path))),
        };
    }

    private static JsonObject[] Pieces(StoredCube cube) => FragmentSlabs.Count(cube.Cube, cube.Info) is var count && count <= MostFiles
        ? [.. FragmentSlabs.Of(cube.Cube, cube.Info)]
        : throw new RefusalException(
            "too-many-files", string.Create(CultureInfo.InvariantCulture, $"The cube has {count} fragments; at most {MostFiles} files are written at once."),
            "Bring fragments together with oph_merge, or write one file with oph_exportnc2.", RefusalKind.TooLarge);

    /// <summary>One run writes all files.</summary>
    private static RunOrder Order(OphidiaArguments arguments, StoredCube cube, JsonObject[] pieces, string[] files)
    {
        var nodes = new JsonObject();
        for (var i = 0; i < files.Length; i++)
        {
            var source = "$in1";
            if (pieces[i].Count > 0)
            {
                source = string.Create(CultureInfo.InvariantCulture, $"piece-{i}");
                nodes[source] = new JsonObject { ["op"] = "subset", ["set"] = new JsonObject { ["axes"] = pieces[i] }, ["in"] = new JsonObject { ["cube"] = "$in1" } };
            }

            if (TimeFirst(cube.Info) is { } order)
            {
                var turned = string.Create(CultureInfo.InvariantCulture, $"turned-{i}");
                nodes[turned] = new JsonObject { ["op"] = "transpose", ["set"] = new JsonObject { ["order"] = order }, ["in"] = new JsonObject { ["cube"] = source } };
                source = turned;
            }

            nodes[string.Create(CultureInfo.InvariantCulture, $"file-{i}")] = new JsonObject
            {
                ["op"] = "export",
                ["set"] = Settings(arguments, cube, files[i]),
                ["in"] = new JsonObject { ["cubes"] = new JsonArray(source) },
            };
        }

        return new RunOrder
        {
            Workflow = new JsonObject
            {
                ["etalon"] = 1,
                ["name"] = "ophidia",
                ["inputs"] = new JsonObject { ["in1"] = new JsonObject() },
                ["nodes"] = nodes,
                ["outputs"] = new JsonObject(),
            },
            Inputs = new JsonObject { ["in1"] = $"{cube.Samples!.Dataset}/{cube.Samples.Cube}" },
            Cache = false,
        };
    }

    /// <summary>CDO and others read no variable whose dimension of time is not the first; null where it is, or where there is none.</summary>
    private static string? TimeFirst(CubeInfo info) =>
        info.Axes.FirstOrDefault(static axis => axis.IsTime) is { } time && !string.Equals(info.Axes[0].Name, time.Name, StringComparison.Ordinal) ? time.Name : null;

    private static JsonObject Settings(OphidiaArguments arguments, StoredCube cube, string file)
    {
        var attributes = new JsonObject();
        var takesMetadata = arguments.IsYes("export_metadata");
        foreach (var item in takesMetadata ? OphidiaMetadata.Read(cube.Row.Metadata) : [])
        {
            var variable = string.Equals(item.Variable, cube.Cube.Measure, StringComparison.Ordinal) ? cube.Samples!.Cube : item.Variable;
            attributes[variable.Length == 0 ? item.Key : $"{variable}/{item.Key}"] = item.Value;
        }

        var deflate = arguments.Whole("deflate", 0, 9);
        return new JsonObject
        {
            ["path"] = file,
            ["format"] = "netcdf",
            ["deflate"] = deflate,
            ["options"] = deflate == 0 ? [] : new JsonObject { ["shuffle"] = arguments["shuffle"] },
            ["attributes"] = attributes,
            ["bare"] = !takesMetadata,
            ["name"] = cube.Cube.Measure,
        };
    }
}
