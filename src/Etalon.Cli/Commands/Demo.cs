using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>The main job on sample data, step by step as a user would type it.</summary>
internal sealed class Demo(EtalonClient client, Terminal terminal)
{
    private readonly DemoSteps _steps = new(client, terminal);
    private readonly JsonObject _results = [];

    /// <summary>Does the job; what came out, and how people read it.</summary>
    public async Task<DemoResult> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(DemoSteps.Folder);
        var source = Path.Combine(DemoSteps.Folder, "temperature.nc");
        if (!File.Exists(source))
        {
            var made = await _steps.RunAsync("making ten years of daily temperature", "api/runs", Order("random", "", new JsonObject
            {
                ["shape"] = "time=3650,lat=36,lon=72",
                ["name"] = "tas",
                ["unit"] = "K",
                ["distribution"] = "normal",
                ["mean"] = "288",
                ["deviation"] = "8",
                ["seed"] = "1",
                ["start"] = "2001-01-01",
                ["step"] = "1 day",
                ["calendar"] = "noleap",
            }), cancellation);
            await _steps.RunAsync("writing it as a NetCDF file", "api/datasets/export", new JsonObject
            {
                ["cube"] = DemoSteps.Place(made),
                ["format"] = "netcdf",
                ["path"] = source,
                ["options"] = new JsonObject(),
            }, cancellation);
        }

        var imported = await _steps.RunAsync("importing temperature.nc", "api/datasets/import", new JsonObject
        {
            ["path"] = source,
            ["inPlace"] = false,
            ["name"] = "temperature",
            ["codec"] = "none",
            ["cubes"] = new JsonArray(),
        }, cancellation);
        var cube = DemoSteps.Place(imported);
        var climatology = await _steps.RunAsync("computing the monthly climatology", "api/runs", Order("resample", cube, new JsonObject
        {
            ["period"] = "month-of-year",
            ["operation"] = "mean",
        }), cancellation);
        var warmest = await _steps.RunAsync("finding the warmest day of every place", "api/runs", Order("reduce", cube, new JsonObject
        {
            ["operation"] = "max",
            ["axes"] = "time",
        }), cancellation);
        var file = Path.Combine(DemoSteps.Folder, $"climatology-{DateTimeOffset.UnixEpoch.AddMilliseconds(Environment.TickCount64):HHmmssfff}.nc");
        await _steps.RunAsync("exporting the climatology", "api/datasets/export", new JsonObject
        {
            ["cube"] = DemoSteps.Place(climatology),
            ["format"] = "netcdf",
            ["path"] = file,
            ["options"] = new JsonObject(),
        }, cancellation);
        return await ReportAsync(cube, DemoSteps.Place(climatology), DemoSteps.Place(warmest), file, cancellation);
    }

    private async Task<DemoResult> ReportAsync(string cube, string climatology, string warmest, string file, CancellationToken cancellation)
    {
        var slice = await client.GetAsync(
            $"api/cube/slice?cube={Uri.EscapeDataString(climatology)}&region={Uri.EscapeDataString("lat=0:1;lon=0:1")}", cancellation);
        var maximum = await client.GetAsync($"api/cube/stats?cube={Uri.EscapeDataString(warmest)}", cancellation);
        _results["cube"] = cube;
        _results["climatology"] = climatology;
        _results["warmest"] = warmest;
        _results["file"] = file;
        _results["warmestStatistics"] = maximum.DeepClone();
        return new DemoResult(_results, lines =>
        {
            lines.WriteLine();
            CubeText.PrintValues(lines, slice.AsObject());
            lines.WriteLine($"The warmest day anywhere had {maximum["max"]} K.");
            lines.WriteLine($"The climatology is also in {file}.");
            lines.WriteLine();
            lines.WriteLine("How to go on:");
            lines.WriteLine("  ./etalon dataset list");
            lines.WriteLine("  ./etalon dataset import YOUR-FILE.nc");
            lines.WriteLine("  ./etalon operator list");
            lines.WriteLine($"  ./etalon run reduce --input cube={cube} --set operation=mean --set axes=lat,lon");
        });
    }

    private static JsonObject Order(string @operator, string cube, JsonObject set) => new()
    {
        ["operator"] = @operator,
        ["inputs"] = cube.Length > 0 ? new JsonObject { ["cube"] = cube } : new JsonObject(),
        ["set"] = set,
    };
}
