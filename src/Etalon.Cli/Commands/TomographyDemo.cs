using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>A scan with noise, stripes and a centre that nobody is told becomes a volume, which is held against the truth.</summary>
internal sealed class TomographyDemo(EtalonClient client, Terminal terminal)
{
    private const int Width = 512;
    private const int Rows = 64;
    private const int Angles = 720;
    private readonly DemoSteps _steps = new(client, terminal);

    /// <summary>Does the job; what came out, and how people read it.</summary>
    public async Task<DemoResult> RunAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(DemoSteps.Folder);
        var scan = await _steps.RunAsync("making a scan of 720 projections with noise, stripes and zingers", "api/runs", ScanOrder(), cancellation);
        var dataset = (string)scan["outputs"]!["projections"]!["dataset"]!;
        var workflow = await WorkflowSource.ShippedAsync(client, "tomography", cancellation);
        var run = await _steps.RunAsync("reconstructing it", "api/runs", new JsonObject
        {
            ["workflow"] = workflow,
            ["inputs"] = new JsonObject { ["scan"] = dataset },
            ["set"] = new JsonObject(),
            ["name"] = "demo volume",
        }, cancellation);
        var volume = DemoSteps.Place(run, "volume");
        var picture = Path.Combine(DemoSteps.Folder, "slice.png");
        var (bytes, _) = await client.GetFileAsync(
            $"api/cube/picture?cube={Uri.EscapeDataString(volume)}&region={Uri.EscapeDataString($"y={Rows / 2}:{(Rows / 2) + 1}")}", "Etalon-Picture", cancellation);
        await File.WriteAllBytesAsync(picture, bytes, cancellation);
        return await ReportAsync(run, dataset, volume, picture, cancellation);
    }

    private async Task<DemoResult> ReportAsync(JsonObject run, string dataset, string volume, string picture, CancellationToken cancellation)
    {
        var attributes = (await client.GetAsync($"api/cube?cube={Uri.EscapeDataString($"{dataset}/projections")}", cancellation))["cube"]!["attributes"]!.AsObject();
        var regions = new JsonArray();
        foreach (var name in Text(attributes, "true_regions").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var circle = Numbers(attributes, $"true_{name}_circle");
            regions.Add(new JsonObject
            {
                ["region"] = name,
                ["truth"] = Numbers(attributes, $"true_{name}")[0],
                ["measured"] = await MeanAsync(volume, circle, cancellation),
            });
        }

        var result = new JsonObject
        {
            ["scan"] = dataset,
            ["volume"] = volume,
            ["centre"] = await CentreAsync(run, cancellation),
            ["trueCentre"] = Numbers(attributes, "true_centre")[0],
            ["regions"] = regions,
            ["seconds"] = run["statistics"]!["seconds"]!.DeepClone(),
            ["picture"] = picture,
        };
        return new DemoResult(result, lines => Print(lines, result));
    }

    private static void Print(TextWriter lines, JsonObject result)
    {
        lines.WriteLine();
        lines.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"centre of rotation   measured {(double)result["centre"]!:F2}, true {(double)result["trueCentre"]!:F2} (columns)"));
        foreach (var region in result["regions"]!.AsArray())
        {
            var (measured, truth) = ((double)region!["measured"]!, (double)region["truth"]!);
            lines.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{(string?)region["region"],-20} measured {measured:F3}, true {truth:F3} per cm"));
        }

        lines.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Rows} slices of {Width} x {Width} from {Angles} projections in {(double)result["seconds"]!:F1} s"));
        lines.WriteLine($"A slice is drawn in {result["picture"]}.");
        lines.WriteLine();
        lines.WriteLine("How to go on:");
        lines.WriteLine("  ./etalon dataset import --in-place YOUR-SCAN.nxs");
        lines.WriteLine("  ./etalon workflow run tomography --input scan=ID --plan");
        lines.WriteLine("  ./etalon workflow run tomography-preview --input scan=ID");
        lines.WriteLine($"  ./etalon cube slice {result["volume"]} --region y={Rows / 4} --out other.png");
    }

    /// <summary>The mean of the square inside a circle of one material, in the middle slice.</summary>
    private async Task<double> MeanAsync(string volume, double[] circle, CancellationToken cancellation)
    {
        var half = Math.Max(1, (int)(circle[2] * 0.6));
        var (row, column) = ((int)Math.Round(circle[0]), (int)Math.Round(circle[1]));
        var region = $"y={Rows / 2}:{(Rows / 2) + 1};row={row - half}:{row + half};column={column - half}:{column + half}";
        var slice = await client.GetAsync(
            $"api/cube/slice?cube={Uri.EscapeDataString(volume)}&region={Uri.EscapeDataString(region)}", cancellation);
        return Flat(slice["values"]!).Average();
    }

    private async Task<double> CentreAsync(JsonObject run, CancellationToken cancellation)
    {
        var centre = await client.GetAsync($"api/cube/slice?cube={Uri.EscapeDataString(DemoSteps.Place(run, "centre"))}&region=", cancellation);
        return Flat(centre["values"]!).Average();
    }

    private static IEnumerable<double> Flat(JsonNode values) =>
        values is JsonArray list ? list.SelectMany(item => Flat(item!)) : [(double)values];

    private static double[] Numbers(JsonObject attributes, string name) => [.. Flat(attributes[name]!["values"]!)];

    private static string Text(JsonObject attributes, string name) =>
        attributes[name] is JsonObject holder ? string.Concat(holder["values"]!.AsArray().Select(item => (string?)item)) : (string?)attributes[name] ?? "";

    private static JsonObject ScanOrder()
    {
        var nodes = new JsonObject();
        foreach (var what in new[] { "projections", "flats", "darks" })
        {
            nodes[what] = new JsonObject
            {
                ["op"] = "phantom",
                ["set"] = new JsonObject
                {
                    ["what"] = what,
                    ["width"] = Width,
                    ["rows"] = Rows,
                    ["angles"] = Angles,
                    ["photons"] = 20_000,
                    ["darkNoise"] = 3,
                    ["centreOffset"] = 7.3,
                    ["vignetting"] = 0.3,
                    ["pixelGain"] = 0.02,
                    ["zingers"] = 3,
                    ["stripes"] = new JsonArray("full", "partial"),
                    ["stripeStrength"] = 0.02,
                },
            };
        }

        return new JsonObject
        {
            ["workflow"] = new JsonObject
            {
                ["etalon"] = 1,
                ["name"] = "demo scan",
                ["nodes"] = nodes,
                ["outputs"] = new JsonObject { ["projections"] = "projections", ["flats"] = "flats", ["darks"] = "darks" },
            },
            ["inputs"] = new JsonObject(),
            ["set"] = new JsonObject(),
            ["name"] = "demo scan",
        };
    }
}
