using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_explorenc</c>: what a file holds, or samples of a variable, without importing it.</summary>
internal sealed class ExploreNetCdf(OphidiaFiles files, WorkerPool workers, CubeSamples samples) : IOphidiaOperator
{
    private const long BlockBytes = 4 << 20;
    private const long MostComputed = 1_000_000_000;

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var path = files.Sources(arguments, "src_path") is [var one] ? one : throw arguments.Bad("src_path", "names several files; one is looked into");
        var seen = (await workers.CallAsync(
            WorkerKind.Interactive, ForeignFiles.Of(path), "inspect", new JsonObject { ["path"] = path }, cancellation: cancellation)).Result;
        var cubes = seen["cubes"]!.AsArray().Select(cube => CubeInfoJson.FromJson(cube!.AsObject())).ToArray();
        return arguments["level"] is "0" || arguments.Text("measure") is not { } measure
            ? Contents(seen, cubes)
            : await SamplesAsync(arguments, path, Find(cubes, measure), call.Visit.Row.Strict, cancellation);
    }

    private static CubeInfo Find(CubeInfo[] cubes, string measure) =>
        Array.Find(cubes, cube => string.Equals(cube.Name, measure, StringComparison.Ordinal)) ?? throw Refusal.Unknown("measure", measure, cubes.Select(static cube => cube.Name));

    private static OphidiaAnswer Contents(JsonObject seen, CubeInfo[] cubes)
    {
        var dimensions = cubes.SelectMany(static cube => cube.Axes).DistinctBy(static axis => axis.Name, StringComparer.Ordinal)
            .Select(static axis => (IReadOnlyList<string>)[axis.Name, axis.Length.ToString(CultureInfo.InvariantCulture), axis.Unit, axis.Calendar]);
        var variables = cubes.Select(static cube => (IReadOnlyList<string>)[cube.Name, OphidiaTypes.Name(cube.Type), string.Join('|', cube.Axes.Select(static axis => axis.Name)), cube.Unit]);
        var attributes = seen["attributes"]!.AsObject().Select(static pair => ("", pair.Key, Text(pair.Value)))
            .Concat(cubes.SelectMany(static cube => cube.Attributes.Select(pair => (cube.Name, pair.Key, pair.Value.ToString()))))
            .Select(static item => (IReadOnlyList<string>)[item.Item1, item.Key, item.Item3]);
        return new OphidiaAnswer(
        [
            new OphidiaGrid("explorenc_diminfo", new OphidiaTable("Dimensions", [("NAME", "string"), ("SIZE", "long"), ("UNITS", "string"), ("CALENDAR", "string")], dimensions)),
            new OphidiaGrid("explorenc_varinfo", new OphidiaTable("Variables", [("NAME", "string"), ("TYPE", "string"), ("DIMENSIONS", "string"), ("UNITS", "string")], variables)),
            new OphidiaGrid("explorenc_metadata", new OphidiaTable("Metadata", [("Variable", "string"), ("Key", "string"), ("Value", "string")], attributes)),
        ]);
    }

    private static string Text(JsonNode? value) => CubeInfoJson.ReadAttribute(System.Text.Json.JsonSerializer.SerializeToElement(value)).ToString();

    private async Task<OphidiaAnswer> SamplesAsync(OphidiaArguments arguments, string path, CubeInfo info, bool isStrict, CancellationToken cancellation)
    {
        Unsupported(arguments);
        var chosen = SubsetTranslation.Selections(arguments, info, isStrict, origin: 0, mayWiden: false);
        ImmutableArray<AxisPlaces> places = [.. info.Axes.Select(axis => AxisPlaces.Parse((string?)chosen[axis.Name] ?? "", axis.Length))];
        var rows = arguments.List("exp_dim");
        ImmutableArray<string> order = [.. rows, .. arguments.List("imp_dim")];
        var names = info.Axes.Select(static axis => axis.Name).ToArray();
        if (order.Length > 0 && !order.SequenceEqual(names, StringComparer.Ordinal))
        {
            throw arguments.Bad("exp_dim", $"and imp_dim name {string.Join(", ", order)}; samples are shown in the file's order: {string.Join(", ", names)}. oph_importnc brings them into any");
        }

        var rowAxes = rows.Length > 0 ? rows.Length : Math.Max(0, info.Rank - 1);
        if (RowStatistics.AreWanted(arguments) && info.Rank - rowAxes != 1)
        {
            throw arguments.Bad("imp_dim", "leaves rows of several dimensions or of none; statistics and fits are those of rows along one dimension");
        }

        var statistics = info.Rank > rowAxes ? RowStatistics.Of(arguments, info.Axes[^1]) : [];
        var cube = new OphidiaCube(
            info.Name, OphidiaTypes.Name(info.Type),
            [.. info.Axes.Select((axis, i) => new OphidiaDimension(axis.Name, axis.Coordinates is null or LabelCoordinates ? "long" : "double", axis.Length, i >= rowAxes))],
            new KeptCube("", info.Name));
        var tables = new ExploreTables(cube, info, places, ExploreView.Of(arguments));
        var limit = arguments.Whole("limit_filter", 0);
        var shown = limit == 0 ? tables.Blocks.Rows : Math.Min(limit, tables.Blocks.Rows);
        var data = await samples.ReadAsync((path, info.Name, ForeignFiles.Of(path)), info, tables.Blocks.Of(shown, BlockBytes), cancellation);
        var objects = arguments["level"] is "2" && tables.DimensionValues() is { } values ? (List<OphidiaObject>)[values with { Key = "explorenc_dimvalues" }] : [];
        objects.Add(tables.Data(data) with { Key = "explorenc_data" });
        foreach (var wanted in statistics)
        {
            var numbers = await ComputeAsync(wanted, path, info, FirstOf(places, tables.Blocks, shown, rowAxes), cancellation);
            objects.Add(tables.Numbers(wanted, numbers, shown));
        }

        objects.Add(tables.Summary(shown) with { Key = "explorenc_summary" });
        return new OphidiaAnswer([.. objects]);
    }

    /// <summary>The part of the selection that the first rows lie in: fewer places of the outermost dimension.</summary>
    private static ImmutableArray<AxisPlaces> FirstOf(ImmutableArray<AxisPlaces> places, RowBlocks blocks, long shown, int rowAxes)
    {
        if (rowAxes == 0 || shown == blocks.Rows)
        {
            return places;
        }

        var inner = blocks.Rows / places[0].Count;
        var outer = (shown + inner - 1) / inner;
        return places.SetItem(0, AxisPlaces.Of(Enumerable.Range(0, checked((int)outer)).Select(number => places[0][number])));
    }

    private async Task<ReadOnlyMemory<double>> ComputeAsync(RowStatistics wanted, string path, CubeInfo info, ImmutableArray<AxisPlaces> places, CancellationToken cancellation)
    {
        if (places.Aggregate(1L, static (product, axis) => checked(product * axis.Count)) > MostComputed)
        {
            throw new RefusalException(
                "region-too-large", string.Create(CultureInfo.InvariantCulture, $"Statistics of more than {MostComputed} samples are not computed of a file that is only looked into."),
                "Choose a part with subset_dims or limit_filter, or import the variable with oph_importnc and use oph_apply.", RefusalKind.TooLarge);
        }

        var reply = await workers.CallAsync(
            WorkerKind.Interactive, ForeignFiles.Of(path), "compute",
            new JsonObject { ["path"] = path, ["cube"] = info.Name, ["nodes"] = wanted.Steps(info, places), ["result"] = "numbers" }, cancellation: cancellation);
        return MemoryMarshal.Cast<byte, double>(reply.Payload).ToArray();
    }

    private static void Unsupported(OphidiaArguments arguments)
    {
        // What is published of the original does not say which wavelets it takes, nor how it brings rows to other numbers of points.
        if (arguments["wavelet"] is not "no" || arguments.IsYes("wavelet_coeff") || arguments.Number("wavelet_ratio") > 0 || arguments.Whole("imp_num_points", 0) > 0)
        {
            throw new RefusalException(
                "unsupported-argument", "oph_explorenc: wavelets (wavelet, wavelet_ratio, wavelet_coeff) and resampled rows (imp_num_points) are computed of cubes, not of files that are only looked into.",
                "Import the variable with oph_importnc, then use oph_apply with oph_gsl_dwt, oph_gsl_idwt or oph_reduce.", RefusalKind.Unsupported);
        }
    }
}
