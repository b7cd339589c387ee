using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Files that stay where they are and are only catalogued.</summary>
[Collection(SharedEtalon.Name)]
public sealed class InPlaceTests(RunningEtalon etalon)
{
    private const string WriteNexus = """
        import sys, json, numpy as np, h5py
        counts = np.random.default_rng(3).integers(0, 1000, (5, 7, 9)).astype("u2")
        with h5py.File(sys.argv[1], "w") as f:
            f.attrs["default"] = "entry"
            entry = f.create_group("entry"); entry.attrs["NX_class"] = "NXentry"; entry.attrs["default"] = "data"
            data = entry.create_group("data"); data.attrs["NX_class"] = "NXdata"
            data.attrs["signal"] = "counts"; data.attrs["axes"] = ["angle", "y", "x"]
            data.create_dataset("counts", data=counts, chunks=(1, 7, 9), compression="gzip")
            data.create_dataset("angle", data=np.linspace(0, 180, 5)).attrs["units"] = "deg"
            data.create_dataset("y", data=np.arange(7.0)); data.create_dataset("x", data=np.arange(9.0))
        print(json.dumps({"sum": int(counts.sum()), "first": counts[2, 3].tolist(), "max": counts.max(axis=0).ravel().tolist()}))
        """;

    [Fact]
    public async Task A_nexus_file_is_read_where_it_is_with_its_axes_and_values()
    {
        var file = etalon.NewFile("scan.nxs");
        var expected = await Python.JsonAsync(WriteNexus, file);

        var imported = await etalon.Ok("dataset", "import", file, "--in-place");
        var place = Counts(imported);
        var dataset = await etalon.Ok("dataset", "show", place.Split('/')[0]);
        var cube = (await etalon.Ok("cube", "show", place))["cube"]!;
        var row = await etalon.Ok("cube", "slice", place, "--region", "angle=2", "y=3");

        Assert.True((bool)dataset["external"]!);
        Assert.Equal(file, (string?)dataset["location"]);
        Assert.Equal("angle", (string?)cube["axes"]![0]!["name"]);
        Assert.Equal(expected["first"]!.AsArray().Select(n => (long)n!), Flat(row["values"]!));
    }

    [Fact]
    public async Task A_run_on_a_file_in_place_gives_what_numpy_gives()
    {
        var file = etalon.NewFile("scan.nxs");
        var expected = await Python.JsonAsync(WriteNexus, file);
        var place = Counts(await etalon.Ok("dataset", "import", file, "--in-place"));

        var highest = await etalon.Ok("run", "reduce", "--input", $"cube={place}", "--set", "operation=max", "--set", "axes=angle");
        var slice = await etalon.Ok("cube", "slice", RunningEtalon.Place(highest));

        Assert.Equal(expected["max"]!.AsArray().Select(n => (long)n!), Flat(slice["values"]!));
    }

    [Fact]
    public async Task Verification_notices_that_a_file_in_place_has_changed()
    {
        var file = etalon.NewFile("scan.nxs");
        await Python.JsonAsync(WriteNexus, file);
        var id = Counts(await etalon.Ok("dataset", "import", file, "--in-place")).Split('/')[0];
        await etalon.Ok("dataset", "verify", id);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var verified = await etalon.Cli("dataset", "verify", id, "-o", "json");

        Assert.Equal(65, verified.ExitCode);
        Assert.Contains(file, (string)verified.Json["faults"]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleting_a_dataset_in_place_leaves_the_file_alone()
    {
        var file = etalon.NewFile("scan.nxs");
        await Python.JsonAsync(WriteNexus, file);
        var id = Counts(await etalon.Ok("dataset", "import", file, "--in-place")).Split('/')[0];

        await etalon.Ok("dataset", "delete", id);

        Assert.True(File.Exists(file));
        await etalon.Refused(66, "dataset-deleted", "dataset", "show", id);
    }

    private static string Counts(JsonObject imported) => imported["outputs"]!.AsObject()
        .Select(output => $"{output.Value!["dataset"]}/{output.Value["cube"]}")
        .Single(place => place.EndsWith("counts", StringComparison.Ordinal));

    private static IEnumerable<long> Flat(JsonNode node) => node is JsonArray list ? list.SelectMany(item => Flat(item!)) : [(long)node];
}
