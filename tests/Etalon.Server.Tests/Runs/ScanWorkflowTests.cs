using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Workflows that come with Etalon, on whole scans.</summary>
[Collection(SharedEtalon.Name)]
public sealed class ScanWorkflowTests(RunningEtalon etalon)
{
    private const string Common = "\"width\": 64, \"rows\": 9, \"angles\": 90, \"centreOffset\": 2, \"object\": \"discs\"";

    private const string MakeScan = $$"""
        {
          "etalon": 1, "name": "scan",
          "nodes": {
            "p": { "op": "phantom", "set": { "what": "projections", {{Common}} } },
            "f": { "op": "phantom", "set": { "what": "flats", {{Common}} } },
            "d": { "op": "phantom", "set": { "what": "darks", {{Common}} } },
            "t": { "op": "phantom", "set": { "what": "volume", {{Common}} } }
          },
          "outputs": { "projections": "p", "flats": "f", "darks": "d", "volume": "t" }
        }
        """;

    [Fact]
    public async Task A_scan_becomes_a_volume_with_the_attenuation_of_the_truth()
    {
        var scan = await Scan();

        var run = await etalon.Ok("workflow", "run", "tomography", "--input", $"scan={scan}", "--set", "centre=33.5", "--set", "stripes=false");

        var volume = RunningEtalon.Place(run, "volume");
        var info = (await etalon.Ok("cube", "show", volume))["cube"]!;
        Assert.Equal("cm-1", (string?)info["unit"]);
        Assert.Equal(["y", "row", "column"], info["axes"]!.AsArray().Select(axis => (string)axis!["name"]!));
        var (found, truth) = (await Values(volume), await Values($"{scan}/volume"));
        var inside = Enumerable.Range(0, 64 * 64).Where(at => Math.Pow((at / 64) - 31.5, 2) + Math.Pow((at % 64) - 31.5, 2) < 30 * 30).ToArray();
        Assert.Equal(inside.Average(at => truth[at]!.Value), inside.Average(at => found[at]!.Value), 0.01 * inside.Max(at => truth[at]!.Value));
        Assert.Null(found[0]);
        Assert.Equal(32, (long)(await etalon.Ok("cube", "show", RunningEtalon.Place(run, "level1")))["cube"]!["axes"]![1]!["length"]!);
        Assert.Equal(scan, (string?)run["inputs"]!.AsObject().GetAt(0).Value!["dataset"]);
    }

    [Fact]
    public async Task Half_an_acquisition_becomes_a_whole_volume_and_its_centre_is_found()
    {
        // A field of 100 columns of which the detector sees 60; the axis is at 29.5 + 25.
        const string half = "\"width\": 60, \"field\": 100, \"rows\": 3, \"angles\": 240, \"range\": 360, \"centreOffset\": 25, \"object\": \"discs\"";
        var scan = await Scan(half);

        var run = await etalon.Ok("workflow", "run", "tomography", "--input", $"scan={scan}", "--set", "half=true", "stripes=false", "pyramid=false");

        var centre = (await Values(RunningEtalon.Place(run, "centre"), "1")).Average()!.Value;
        Assert.Equal(54.5, centre, 0.5);
        var (found, truth) = (await Values(RunningEtalon.Place(run, "volume"), "1"), await Values($"{scan}/volume", "1"));

        // The volume is as wide as two detectors; the truth lies in its middle.
        var size = (int)Math.Sqrt(found.Length);
        var shift = (size - 100) / 2;
        var inside = Enumerable.Range(0, 100 * 100).Where(at => Math.Pow((at / 100) - 49.5, 2) + Math.Pow((at % 100) - 49.5, 2) < 45 * 45).ToArray();
        var mean = inside.Average(at => found[(((at / 100) + shift) * size) + (at % 100) + shift]!.Value);
        Assert.Equal(inside.Average(at => truth[at]!.Value), mean, 0.01 * inside.Max(at => truth[at]!.Value));
    }

    [Fact]
    public async Task A_preview_has_the_slices_of_the_whole()
    {
        var scan = await Scan();
        string[] settings = ["--set", "centre=33.5", "--set", "stripes=false"];

        var whole = RunningEtalon.Place(await etalon.Ok(["workflow", "run", "tomography", "--input", $"scan={scan}", .. settings, "pyramid=false"]));
        var preview = RunningEtalon.Place(await etalon.Ok(["workflow", "run", "tomography-preview", "--input", $"scan={scan}", .. settings]));

        Assert.Equal(3, (long)(await etalon.Ok("cube", "show", preview))["cube"]!["axes"]![0]!["length"]!);
        var (one, other) = (await Values(whole, "7"), await Values(preview, "2"));
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First ?? 0, pair.Second ?? 0, 1e-4));
    }

    [Fact]
    public async Task A_sweep_of_the_centre_gives_one_slice_and_one_picture_for_each_value()
    {
        var scan = await Scan();

        var run = await etalon.Ok(
            "workflow", "run", "tomography-preview", "--input", $"scan={scan}", "--set", "slices=1", "stripes=false", "--sweep", "centre=32.5..34.5/0.5");

        var volume = RunningEtalon.Place(run);
        var axis = (await etalon.Ok("cube", "show", volume))["cube"]!["axes"]![0]!;
        Assert.Equal("centre", (string?)axis["name"]);
        Assert.Equal(5, (long)axis["length"]!);
        var pictures = (await etalon.Ok("cube", "slice", volume, "--each", "centre", "--out", etalon.NewFile("centre.png"), "--size", "64"))["pictures"]!.AsArray();
        Assert.Equal(["centre = 32.5", "centre = 33", "centre = 33.5", "centre = 34", "centre = 34.5"], pictures.Select(picture => ((string)picture!["places"]!).Split(',')[0]));
    }

    [Fact]
    public async Task Processes_make_the_same_volume_as_threads()
    {
        var scan = await Scan();
        string[] order = ["workflow", "run", "tomography", "--input", $"scan={scan}", "--set", "pyramid=false", "--no-cache"];

        var threads = await etalon.Ok(order);
        var processes = await etalon.Ok([.. order, "--ranks", "2"]);

        Assert.Equal(await Values(RunningEtalon.Place(threads, "centre"), "1"), await Values(RunningEtalon.Place(processes, "centre"), "1"));
        Assert.Equal(await Values(RunningEtalon.Place(threads, "volume")), await Values(RunningEtalon.Place(processes, "volume")));
    }

    [Fact]
    public async Task A_sweep_of_an_early_step_goes_through_all_later_ones()
    {
        var scan = await Scan();
        string[] preview = ["workflow", "run", "tomography-preview", "--input", $"scan={scan}", "--set", "slices=1", "pixelSize=10"];

        var run = await etalon.Ok([.. preview, "--sweep", "deltaBeta=50,300"]);

        var volume = RunningEtalon.Place(run, "volume");
        Assert.Equal(["deltaBeta", "y", "row", "column"], (await etalon.Ok("cube", "show", volume))["cube"]!["axes"]!.AsArray().Select(axis => (string)axis!["name"]!));
        var single = RunningEtalon.Place(await etalon.Ok([.. preview, "deltaBeta=300"]), "volume");
        Assert.Equal(await Values(single, "0"), (await Values(volume, "0;deltaBeta=1:2")));
        var text = await etalon.Cli([.. preview, "deltaBeta=300"]);
        Assert.Contains("/confidence = ", text.Output, StringComparison.Ordinal);
        Assert.Matches(@"/centre = \d+\.\d+ pixel", text.Output);
    }

    [Fact]
    public async Task A_region_of_a_workflow_with_a_pyramid_is_computed_without_it()
    {
        var scan = await Scan();

        var run = await etalon.Ok("workflow", "run", "tomography", "--input", $"scan={scan}", "--set", "centre=33.5", "--region", "y=3:5");

        Assert.Equal(["volume"], run["outputs"]!.AsObject().Select(output => output.Key));
        Assert.Equal(2, (long)(await etalon.Ok("cube", "show", RunningEtalon.Place(run, "volume")))["cube"]!["axes"]![0]!["length"]!);
        Assert.Contains(run["remarks"]!.AsArray(), remark => ((string)remark!).Contains("'levels'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dataset_without_a_cube_that_is_needed_is_refused_by_name_and_one_without_flats_is_not()
    {
        var scan = await Scan();
        var other = RunningEtalon.DatasetOf(await etalon.Ok("run", "random", "--set", "shape=angle=4,y=3,x=5", "--set", "name=frames", "--set", "seed=3"));

        var refused = await etalon.Refused(65, "missing-cube", "workflow", "run", "tomography", "--input", $"scan={other}");
        Assert.Contains("'projections'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("frames", refused.Message, StringComparison.Ordinal);
        await etalon.Refused(65, "bad-input", "workflow", "run", "tomography", "--input", $"scan={scan}/projections");
        await etalon.Refused(65, "missing-input", "workflow", "run", "tomography");
        await etalon.Refused(65, "unknown-input", "workflow", "run", "tomography", "--input", $"scan={scan}", "--input", $"scam={scan}/flats");
        Assert.Contains("'scam'", (await etalon.Refused(65, "unknown-input", "workflow", "run", "tomography", "--input", $"scam={scan}")).Message, StringComparison.Ordinal);
        await etalon.Refused(65, "bad-sweep", "workflow", "run", "tomography", "--input", $"scan={scan}", "--sweep", "center=1..2");
        var planned = await etalon.Ok(
            "workflow", "run", "tomography", "--input", $"scan/projections={scan}/projections", "--set", "centre=33.5", "flats=none", "darks=none", "--plan");
        Assert.Contains("reconstruct", (string?)planned["planText"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipped_workflows_are_listed_shown_and_found_by_nearly_their_name()
    {
        var listed = (await etalon.Ok("workflow", "list"))["workflows"]!.AsArray().Select(entry => (string)entry!["name"]!).ToArray();
        var shown = await etalon.Cli("workflow", "show", "tomography-preview");

        Assert.Contains("tomography", listed);
        Assert.Contains("tomography-preview", listed);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("pick-slices", shown.Output, StringComparison.Ordinal);
        var refused = await etalon.Refused(66, "unknown-workflow", "workflow", "run", "tomografy", "--input", "a=b");
        Assert.Contains("tomography", refused.Message, StringComparison.Ordinal);
        await etalon.Refused(66, "missing-file", "workflow", "run", "tomography.json", "--input", "a=b");
    }

    private async Task<double?[]> Values(string place, string y = "4") =>
        [.. (await etalon.Ok("cube", "slice", place, "--region", $"y={y}"))["values"]!.AsArray().SelectMany(Flat)];

    private static IEnumerable<double?> Flat(JsonNode? level) => level is JsonArray array ? array.SelectMany(Flat) : [(double?)level];

    private async Task<string> Scan(string common = Common)
    {
        var file = etalon.NewFile("scan.json");
        await File.WriteAllTextAsync(file, MakeScan.Replace(Common, common, StringComparison.Ordinal));
        return RunningEtalon.DatasetOf(await etalon.Ok("workflow", "run", file, "--name", "scan"));
    }
}
