using System.Collections.Immutable;
using System.Globalization;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_explorecube</c>: samples of a cube, read while they are sent.</summary>
internal sealed class ExploreCube(OphidiaKeeper keeper, CubeSamples samples, OutputPlaces outputs) : IOphidiaOperator
{
    // Large enough that calls cost nothing beside reading, small enough for many clients at once.
    private const long BlockBytes = 4 << 20;
    private const long MostRowBytes = 64 << 20;

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var found = await keeper.FindAsync(arguments["cube"], call.Visit, cancellation);
        var chosen = SubsetTranslation.Selections(arguments, found.Info, call.Visit.Row.Strict);
        ImmutableArray<AxisPlaces> places = [.. found.Info.Axes.Select(axis => AxisPlaces.Parse((string?)chosen[axis.Name] ?? "", axis.Length))];
        var cube = await keeper.KeepAsync(found, call.Visit, call.Report, cancellation);
        var tables = new ExploreTables(cube.Cube, cube.Info, places, ExploreView.Of(arguments));
        if (tables.Blocks.RowBytes > MostRowBytes)
        {
            throw new RefusalException(
                "row-too-large", string.Create(CultureInfo.InvariantCulture, $"A row of the selection spans {tables.Blocks.RowBytes / 1e6:F1} MB; at most {MostRowBytes / 1e6:F1} MB are shown."),
                "Choose a part of the implicit dimensions with subset_dims, or export the cube with oph_exportnc2.", RefusalKind.TooLarge);
        }

        var limit = arguments.Whole("limit_filter", 0);
        var shown = limit == 0 ? tables.Blocks.Rows : Math.Min(limit, tables.Blocks.Rows);
        var blocks = tables.Blocks.Of(shown, Math.Clamp(shown * Math.Max(1, tables.Blocks.RowBytes), 1, BlockBytes));
        if (OutputPlaces.IsGiven(arguments))
        {
            var written = Objects(arguments, cube, tables, await samples.ReadAsync(cube.Samples!, cube.Info, blocks, cancellation), shown);
            await WriteAsync(call, cube, [.. written, OphidiaText.Success], cancellation);
        }

        return new OphidiaAnswer([.. Objects(arguments, cube, tables, await samples.ReadAsync(cube.Samples!, cube.Info, blocks, cancellation), shown)]);
    }

    private static List<OphidiaObject> Objects(
        OphidiaArguments arguments, StoredCube cube, ExploreTables tables, IEnumerable<(RowBlock Block, ReadOnlyMemory<byte> Samples)> data, long shown)
    {
        var objects = new List<OphidiaObject>();
        if (arguments["level"] is "2" && tables.DimensionValues() is { } values)
        {
            objects.Add(values);
        }

        objects.Add(tables.Data(data));
        objects.Add(tables.Summary(shown));
        if (arguments.IsYes("export_metadata"))
        {
            objects.Add(tables.DimensionInfo());
            objects.Add(Metadata(cube.Row));
        }

        return objects;
    }

    /// <summary>The answer as a file: rows are read for it and once more for the reply, since neither is ever held as a whole.</summary>
    private async Task WriteAsync(OphidiaCall call, StoredCube cube, ImmutableArray<OphidiaObject> objects, CancellationToken cancellation)
    {
        if (call.Visit.Role < OphidiaRole.Write)
        {
            throw call.Arguments.Bad("output_path", "asks for a file, which needs the right to write in this session; leave it out to see the samples");
        }

        var place = outputs.Of(call, cube, ".json");
        place.Check(call.Arguments.IsYes("force"));
        var aside = Path.Combine(place.Folder, $".{Guid.NewGuid():N}.{place.Name}");
        try
        {
            await Task.Run(
                () => OutputFaults.Guarded(place.IsOwn ? place.Name : place.Path, () =>
                {
                    using (var file = File.Create(aside))
                    {
                        new OphidiaDocument(new OphidiaSource(call.Visit.Session, call.Visit.Workflow, call.Marker), objects, []).Write(file);
                    }

                    File.Move(aside, place.Path, overwrite: true);
                }),
                cancellation);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static OphidiaGrid Metadata(OphidiaCubeRow row) => new("explorecube_metadata", new OphidiaTable(
        "Metadata",
        [("Id", "int"), ("Variable", "string"), ("Key", "string"), ("Type", "string"), ("Value", "string"), ("Vocabulary", "string")],
        [
            .. OphidiaMetadata.Read(row.Metadata).Select(static item => new[]
            {
                item.Id.ToString(CultureInfo.InvariantCulture), item.Variable, item.Key, item.Type, item.Value, item.Vocabulary,
            }),
        ]));
}
