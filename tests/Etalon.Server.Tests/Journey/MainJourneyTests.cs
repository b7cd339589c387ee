using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>From a NetCDF file of another program to a result that other programs open.</summary>
[Collection(SharedEtalon.Name)]
public sealed class MainJourneyTests(RunningEtalon etalon) : IAsyncLifetime
{
    private string _file = "";
    private string _dataset = "";

    public async Task InitializeAsync()
    {
        _file = await Climate.WriteAsync(etalon.NewFile("tas.nc"));
        _dataset = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", _file, "--name", "two years"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_imported_file_is_listed_shown_and_found_by_words_and_by_quantities_in_other_units()
    {
        var shown = await etalon.Ok("dataset", "show", _dataset);
        var listed = await etalon.Ok("dataset", "list", "--limit", "200");
        var byWords = await etalon.Ok("dataset", "find", "years");
        var byQuantity = await etalon.Ok("dataset", "find", "--where", "energy > 12300 eV", "--where", "energy < 12.5 keV");
        var other = await etalon.Ok("dataset", "find", "--where", "energy > 13 keV");

        Assert.Equal("two years", (string?)shown["name"]);
        Assert.Equal("zarr", (string?)shown["format"]);
        Assert.Equal("made up", (string?)shown["metadata"]!["title"]);
        Assert.Contains(_dataset, Ids(listed));
        Assert.Contains(_dataset, Ids(byWords));
        Assert.Contains(_dataset, Ids(byQuantity));
        Assert.DoesNotContain(_dataset, Ids(other));
    }

    [Fact]
    public async Task A_cube_shows_its_axes_calendar_and_unit()
    {
        var cube = (await etalon.Ok("cube", "show", $"{_dataset}/tas"))["cube"]!;

        Assert.Equal(["time", "lat", "lon"], cube["axes"]!.AsArray().Select(axis => (string)axis!["name"]!));
        Assert.Equal([730L, 6, 8], cube["axes"]!.AsArray().Select(axis => (long)axis!["length"]!));
        Assert.Equal("noleap", (string?)cube["axes"]![0]!["calendar"]);
        Assert.Equal("K", (string?)cube["unit"]);
    }

    [Fact]
    public async Task A_slice_has_the_values_that_xarray_reads()
    {
        var slice = await etalon.Ok("cube", "slice", $"{_dataset}/tas", "--region", "time=10:14", "lat=2");
        var expected = await Python.JsonAsync(
            """
            import sys, json, numpy as np, xarray as xr
            v = xr.open_dataset(sys.argv[1]).tas[10:14, 2:3].values.astype(float)
            print(json.dumps([None if np.isnan(x) else x for x in v.ravel()]))
            """,
            _file);

        AssertClose(Numbers(expected), Numbers(slice["values"]!), 1e-4);
    }

    [Fact]
    public async Task Statistics_agree_with_xarray()
    {
        var stats = await etalon.Ok("cube", "stats", $"{_dataset}/tas");
        var expected = await Python.JsonAsync(
            """
            import sys, json, xarray as xr
            v = xr.open_dataset(sys.argv[1]).tas.astype("f8")
            print(json.dumps({"count": int(v.count()), "min": float(v.min()), "max": float(v.max()), "mean": float(v.mean()), "std": float(v.std())}))
            """,
            _file);

        Assert.Equal((double)expected["count"]!, (double)stats["count"]!);
        foreach (var name in new[] { "min", "max", "mean", "std" })
        {
            var (ours, theirs) = ((double)stats[name]!, (double)expected[name]!);
            Assert.True(Math.Abs(ours - theirs) <= 1e-5 * Math.Abs(theirs), $"{name}: {ours} and {theirs}");
        }
    }

    /// <summary>The tolerance is that of the promise: float32 sums agree with float64 to 1e-6 relative.</summary>
    [Theory]
    [InlineData("netcdf", "mean.nc", "xr.open_dataset(sys.argv[2]).tas.values")]
    [InlineData("hdf5", "mean.h5", "[v[()] for v in [h5py.File(sys.argv[2])] for v in [find(v)]][0]")]
    [InlineData("zarr", "mean.zarr", "read_zarr(sys.argv[2])")]
    [InlineData("npy", "mean.npy", "np.load(sys.argv[2])")]
    public async Task The_mean_over_time_is_exported_with_the_values_that_xarray_computes(string format, string name, string read)
    {
        var mean = await etalon.Ok("run", "reduce", "--input", $"cube={_dataset}/tas", "--set", "operation=mean", "--set", "axes=time");
        var file = etalon.NewFile(name);
        await etalon.Ok("dataset", "export", RunningEtalon.Place(mean), "--format", format, "--out", file);

        var compared = await Python.JsonAsync(
            $$"""
            import sys, json, os, numpy as np, xarray as xr, h5py

            def find(group):
                found = []
                group.visititems(lambda n, o: found.append(o) if isinstance(o, h5py.Dataset) and o.shape == (6, 8) else None)
                return found[0]

            # A store of one uncompressed shard: inner chunks (each with its checksum) first, then the index of (offset, length), a checksum.
            def read_zarr(folder):
                folder = os.path.join(folder, "tas")
                meta = json.load(open(os.path.join(folder, "zarr.json")))
                inner = meta["codecs"][0]["configuration"]["chunk_shape"]
                outer = meta["chunk_grid"]["configuration"]["chunk_shape"]
                raw = open(os.path.join(folder, "c", *["0"] * len(meta["shape"])), "rb").read()
                counts = [o // i for o, i in zip(outer, inner)]
                n = int(np.prod(counts))
                index = np.frombuffer(raw[-(16 * n + 4):-4], "<u8").reshape(*counts, 2)
                kind = {"float32": "<f4", "float64": "<f8"}[meta["data_type"]]
                out = np.full(outer, np.nan, kind)
                for at in np.ndindex(*counts):
                    offset, length = (int(x) for x in index[at])
                    if offset != 2**64 - 1:
                        box = tuple(slice(a * i, (a + 1) * i) for a, i in zip(at, inner))
                        out[box] = np.frombuffer(raw[offset:offset + length], kind, int(np.prod(inner))).reshape(inner)
                return out[tuple(slice(0, s) for s in meta["shape"])]

            want = xr.open_dataset(sys.argv[1]).tas.astype("f8").mean("time").values
            got = np.asarray({{read}}, "f8")
            print(json.dumps({"shape": list(got.shape), "worst": float(np.abs(got / want - 1).max())}))
            """,
            _file, file);

        Assert.Equal([6L, 8], compared["shape"]!.AsArray().Select(length => (long)length!));
        Assert.InRange((double)compared["worst"]!, 0, 1e-6);
    }

    [Fact]
    public async Task The_whole_dataset_goes_out_as_netcdf_that_xarray_and_cdo_read_with_time_and_missing_samples()
    {
        var file = etalon.NewFile("again.nc");
        await etalon.Ok("dataset", "export", _dataset, "--format", "netcdf", "--out", file);

        var compared = await Python.JsonAsync(
            """
            import sys, json, numpy as np, xarray as xr
            a, b = xr.open_dataset(sys.argv[1]), xr.open_dataset(sys.argv[2])
            x, y = a.tas.values.astype("f8"), b.tas.values.astype("f8")
            print(json.dumps({
                "times": bool((a.time.values == b.time.values).all()), "calendar": b.time.dt.calendar,
                "missing": bool((np.isnan(x) == np.isnan(y)).all()), "worst": float(np.nanmax(np.abs(x - y))),
                "lat": bool(np.allclose(a.lat, b.lat)), "unit": b.tas.attrs.get("units")}))
            """,
            _file, file);
        var cdo = await Child.RunAsync("cdo", ["-s", "info", file]);

        Assert.True((bool)compared["times"]!);
        Assert.Equal("noleap", (string?)compared["calendar"]);
        Assert.True((bool)compared["missing"]!);
        Assert.True((bool)compared["lat"]!);
        Assert.Equal("K", (string?)compared["unit"]);
        Assert.InRange((double)compared["worst"]!, 0, 1e-4);
        Assert.Equal(0, cdo.ExitCode);
        Assert.Equal(730, cdo.Output.Split('\n').Count(line => line.Contains("200", StringComparison.Ordinal) && line.Contains(" 48 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_deleted_dataset_is_gone_from_the_list_and_from_the_disk()
    {
        var copy = await etalon.Ok("run", "duplicate", "--input", $"cube={_dataset}/tas", "--no-cache", "--name", "to be deleted");
        var id = RunningEtalon.DatasetOf(copy);
        Assert.True(Directory.Exists(Path.Combine(etalon.Home, "datasets", id)));

        await etalon.Ok("dataset", "delete", id);

        await etalon.Refused(66, "dataset-deleted", "dataset", "show", id);
        await etalon.Refused(66, "dataset-deleted", "run", "duplicate", "--input", $"cube={id}");
        Assert.DoesNotContain(id, Ids(await etalon.Ok("dataset", "list", "--limit", "200")));
        Assert.False(Directory.Exists(Path.Combine(etalon.Home, "datasets", id)));
    }

    private static IEnumerable<string> Ids(JsonObject page) => page["items"]!.AsArray().Select(item => (string)item!["id"]!);

    private static double?[] Numbers(JsonNode node) => node is JsonArray list
        ? [.. list.SelectMany(item => item is JsonArray inner ? Numbers(inner) : [(double?)item])]
        : [(double?)node];

    private static void AssertClose(double?[] expected, double?[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First is null, pair.Second is null);
            Assert.True(pair.First is null || Math.Abs(pair.First.Value - pair.Second!.Value) <= tolerance, $"{pair}");
        });
    }
}
