using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>The workflow that comes with Etalon gives the same bits however it is run, and no garbage whatever it is given.</summary>
[Collection(SharedEtalon.Name)]
public sealed class ScanRepeatTests(RunningEtalon etalon)
{
    private const string MakeScan = """
        {
          "etalon": 1, "name": "scan",
          "nodes": {
            "p": { "op": "phantom", "set": { "what": "projections", COMMON } },
            "f": { "op": "phantom", "set": { "what": "flats", COMMON } },
            "d": { "op": "phantom", "set": { "what": "darks", COMMON } }
          },
          "outputs": { "projections": "p", "flats": "f", "darks": "d" }
        }
        """;

    /// <summary>
    /// A disc of 2/cm on the axis as float32 counts, 4 rows of 48 columns in 60 projections, spoilt in one way.
    /// </summary>
    private const string WriteSpoilt = """
        import sys
        import h5py
        import numpy as np
        path, how = sys.argv[1], sys.argv[2]
        width, rows, angles = 48, 1 if how == "one row" else 4, 1 if how == "one angle" else 60
        s = np.arange(width) - 23.5
        area = lambda t: (lambda c: c * np.sqrt(225 - c * c) + 225 * np.arcsin(c / 15))(np.clip(t, -15, 15))
        integral = 2.0 * 20e-4 * (area(s + 0.5) - area(s - 0.5))
        scan = np.tile((100 + 19900 * np.exp(-integral)).astype(np.float32), (angles, rows, 1))
        flat, dark = np.full((2, rows, width), 20000, np.float32), np.full((2, rows, width), 100, np.float32)
        if how == "missing counts": scan[::3, 1, 20] = np.nan; scan[7, 1, :] = np.nan
        if how == "infinite counts": scan[::3, 1, 20] = np.inf; scan[5, 1, 30] = -np.inf
        if how == "zero flats": flat[:, 1, 20] = 0; flat[:, 1, 0] = 0
        if how == "row without beam": flat[:, 1, :] = 0
        if how == "no beam": flat[:] = 0
        with h5py.File(path, "w") as f:
            f["exchange/data"], f["exchange/data_white"], f["exchange/data_dark"] = scan, flat, dark
            f["exchange/theta"] = np.arange(angles) * 180.0 / angles; f["exchange/theta"].attrs["units"] = "deg"
        """;

    [Theory]
    [InlineData("\"width\": 72, \"rows\": 21, \"angles\": 110, \"centreOffset\": 2.3", "method=fourier")]
    [InlineData("\"width\": 60, \"field\": 96, \"rows\": 19, \"angles\": 130, \"range\": 360, \"centreOffset\": 21", "method=fbp", "half=true")]
    [InlineData("\"width\": 48, \"rows\": 19, \"angles\": 40, \"centreOffset\": -1.4", "method=cgls", "deltaBeta=50")]
    public async Task Workers_ranks_and_memory_change_no_bit(string scan, params string[] settings)
    {
        var file = etalon.NewFile("scan.json");
        var common = $"{scan}, \"photons\": 20000, \"zingers\": 2, \"deadPixels\": 3, \"pixelGain\": 0.02, \"stripes\": [\"full\", \"wide\"]";
        await File.WriteAllTextAsync(file, MakeScan.Replace("COMMON", common, StringComparison.Ordinal));
        var input = RunningEtalon.DatasetOf(await etalon.Ok("workflow", "run", file, "--name", "scan"));
        string[][] ways = [["--workers", "1"], ["--workers", "2", "--budget", "8MB"], ["--workers", "3"], ["--ranks", "2", "--workers", "1"]];

        var expected = await BitsAsync(input, settings, ways[0]);
        foreach (var way in ways[1..])
        {
            var found = await BitsAsync(input, settings, way);
            Assert.True(expected.AsSpan().SequenceEqual(found), $"The volume with {string.Join(' ', way)} is not the same.");
        }
    }

    [Theory]
    [InlineData("missing counts")]
    [InlineData("infinite counts")]
    [InlineData("zero flats")]
    [InlineData("one row")]
    public async Task What_is_not_measured_is_made_good_by_its_neighbours(string how)
    {
        var values = await ReconstructedAsync(how);

        // Masked outside of the circle, a number inside, and the disc has its attenuation.
        Assert.All(values.SelectMany((value, at) => Math.Sqrt(Math.Pow((at / 48) - 23.5, 2) + Math.Pow((at % 48) - 23.5, 2)) < 23 ? new[] { value } : []), value => Assert.NotNull(value));
        Assert.Null(values[0]);
        var disc = values.Where((_, at) => Math.Sqrt(Math.Pow((at / 48) - 23.5, 2) + Math.Pow((at % 48) - 23.5, 2)) < 12).Average()!.Value;
        Assert.Equal(2, disc, 0.02);
    }

    [Fact]
    public async Task A_row_that_nothing_was_measured_in_is_a_missing_slice()
    {
        Assert.All(await ReconstructedAsync("row without beam"), Assert.Null);
        Assert.All(await ReconstructedAsync("no beam"), Assert.Null);
    }

    [Fact]
    public async Task One_projection_is_refused()
    {
        var scan = await SpoiltAsync("one angle");

        await etalon.Refused(65, "too-few-angles", "workflow", "run", "tomography", "--input", $"scan={scan}", "--set", "pixelSize=20", "centre=23.5");
        await etalon.Refused(65, "scan-too-small", "workflow", "run", "tomography", "--input", $"scan={scan}", "--set", "pixelSize=20");
    }

    private async Task<byte[]> BitsAsync(string scan, string[] settings, string[] way)
    {
        var run = await etalon.Ok(["workflow", "run", "tomography", "--input", $"scan={scan}", "--set", .. settings, "--no-cache", .. way]);
        var file = etalon.NewFile("volume.npy");
        await etalon.Ok("dataset", "export", RunningEtalon.Place(run, "volume"), "--format", "npy", "--out", file);
        return await File.ReadAllBytesAsync(file);
    }

    private async Task<string> SpoiltAsync(string how)
    {
        var path = etalon.NewFile("scan.h5");
        await Python.RunAsync(WriteSpoilt, path, how);
        return RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", "--in-place", path));
    }

    /// <summary>Slice 1, or the only one.</summary>
    private async Task<double?[]> ReconstructedAsync(string how)
    {
        var run = await etalon.Ok(
            "workflow", "run", "tomography", "--input", $"scan={await SpoiltAsync(how)}", "--set", "pixelSize=20", "centre=23.5", "pyramid=false");
        var y = string.Equals(how, "one row", StringComparison.Ordinal) ? 0 : 1;
        return [.. Flat((await etalon.Ok("cube", "slice", RunningEtalon.Place(run, "volume"), "--region", $"y={y}"))["values"])];
    }

    private static IEnumerable<double?> Flat(JsonNode? level) => level is JsonArray array ? array.SelectMany(Flat) : [(double?)level];
}
