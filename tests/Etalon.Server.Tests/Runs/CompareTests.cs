using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary><c>runs compare</c>.</summary>
[Collection(SharedEtalon.Name)]
public sealed class CompareTests(RunningEtalon etalon)
{
    [Fact]
    public async Task The_same_work_done_twice_is_identical()
    {
        var (a, b) = (await Random(401, "--no-cache"), await Random(401, "--no-cache"));

        var comparison = await Compare(a, b);

        Assert.Equal("identical", (string?)comparison["verdict"]);
        var output = Assert.Single(comparison["outputs"]!.AsArray())!;
        Assert.Equal((600, 0), ((int)output["difference"]!["compared"]!, (int)output["difference"]!["different"]!));
        Assert.Equal("identical", (string?)Assert.Single(comparison["steps"]!.AsArray())!["verdict"]);
    }

    [Fact]
    public async Task A_difference_that_a_parameter_makes_is_explained_and_measured()
    {
        var cube = RunningEtalon.Place(await Random(402));
        var a = await etalon.Ok("run", "calculate", "--input", $"cubes={cube}", "--set", "expression=random * 2");
        var b = await etalon.Ok("run", "calculate", "--input", $"cubes={cube}", "--set", "expression=random * 2 + 0.5");

        var comparison = await Compare(a, b);

        Assert.Equal("explained", (string?)comparison["verdict"]);
        var step = Assert.Single(comparison["steps"]!.AsArray())!;
        Assert.Equal("parameters.expression", (string?)Assert.Single(step["changes"]!.AsArray())!["field"]);
        var output = Assert.Single(comparison["outputs"]!.AsArray())!;
        Assert.Equal(0.5, (double)output["difference"]!["largest"]!["absolute"]!, 5);
        Assert.Equal(0.5, (double)output["difference"]!["rootMeanSquare"]!, 5);
        Assert.Equal(0.5, (double)output["statistics"]![1]!["mean"]! - (double)output["statistics"]![0]!["mean"]!, 5);
    }

    [Fact]
    public async Task A_small_difference_is_within_tolerance_and_a_smaller_tolerance_finds_it()
    {
        var cube = RunningEtalon.Place(await Random(403));
        var a = await etalon.Ok("run", "calculate", "--input", $"cubes={cube}", "--set", "expression=random + 10");
        var b = await etalon.Ok("run", "calculate", "--input", $"cubes={cube}", "--set", "expression=random + 10.00001");

        Assert.Equal("within tolerance", (string?)(await Compare(a, b, "--tolerance", "1e-4"))["outputs"]![0]!["verdict"]);
        Assert.Equal("explained", (string?)(await Compare(a, b, "--tolerance", "1e-9"))["outputs"]![0]!["verdict"]);
    }

    [Fact]
    public async Task A_difference_that_nothing_explains_is_called_unexplained()
    {
        var (a, b, other) = (await Random(404, "--no-cache"), await Random(404, "--no-cache"), await Random(405));
        var (store, foreign) = (Store(b), Store(other));
        Directory.Delete(store, recursive: true);
        Copy(foreign, store);

        var comparison = await Compare(a, b);

        Assert.Equal("unexplained", (string?)comparison["verdict"]);
        Assert.Contains("in the same way from the same inputs", (string?)comparison["outputs"]![0]!["why"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cubes_of_other_shapes_are_not_laid_beside_each_other()
    {
        var (a, b) = (await Random(406), await etalon.Ok("run", "random", "--set", "shape=time=31,lat=4,lon=5", "--set", "seed=406"));

        var output = (await Compare(a, b))["outputs"]![0]!;

        Assert.Equal("explained", (string?)output["verdict"]);
        Assert.Contains("30 time x 4 lat x 5 lon", (string?)output["difference"]!["incomparable"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_that_do_not_exist_and_odd_tolerances_are_refused()
    {
        var a = (string)(await Random(407))["run"]!;

        await etalon.Refused(66, "unknown-run", "runs", "compare", a, Guid.NewGuid().ToString());
        await etalon.Refused(65, "bad-tolerance", "runs", "compare", a, a, "--tolerance", "2");
    }

    private Task<JsonObject> Random(int seed, params string[] more) =>
        etalon.Ok(["run", "random", "--set", "shape=time=30,lat=4,lon=5", "--set", $"seed={seed}", .. more]);

    private Task<JsonObject> Compare(JsonObject a, JsonObject b, params string[] more) => etalon.Ok(["runs", "compare", (string)a["run"]!, (string)b["run"]!, .. more]);

    private string Store(JsonObject run) =>
        Directory.EnumerateDirectories(Path.Combine(etalon.Home, "datasets"), RunningEtalon.DatasetOf(run), SearchOption.AllDirectories).Single();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
