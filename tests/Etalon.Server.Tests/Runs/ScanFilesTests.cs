using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Scans as beamlines write them, read where they are and reconstructed by the workflow that comes with Etalon.</summary>
/// <remarks>
/// A disc of 2/cm beside the axis, its projections by the closed form in Python, as counts between darks of 100 and flats of 20 000.
/// </remarks>
[Collection(SharedEtalon.Name)]
public sealed class ScanFilesTests(RunningEtalon etalon)
{
    private const string Write = """
        import os, sys
        import h5py
        import numpy as np
        import tifffile
        kind, path = sys.argv[1], sys.argv[2]
        width, rows, angles, centre, pixel_um = 96, 3, 120, 49.25, 20.0
        theta = np.arange(angles) * np.pi / angles
        s = np.arange(width) - centre - 12 * np.cos(theta)[:, None]
        def area(t):
            t = np.clip(t, -25, 25)
            return t * np.sqrt(625 - t * t) + 625 * np.arcsin(t / 25)
        integral = 2.0 * pixel_um * 1e-4 * (area(s + 0.5) - area(s - 0.5))
        counts = np.round(100 + 19900 * np.exp(-integral)).astype(np.uint16)
        scan = np.repeat(counts[:, None, :], rows, axis=1)
        flat = np.full((2, rows, width), 20000, np.uint16)
        dark = np.full((2, rows, width), 100, np.uint16)
        if kind == "nxtomo":
            with h5py.File(path, "w") as f:
                entry = f.create_group("entry"); entry.attrs["NX_class"] = "NXentry"
                entry["definition"] = "NXtomo"
                detector = entry.create_group("instrument/detector")
                detector.parent.attrs["NX_class"] = "NXinstrument"; detector.attrs["NX_class"] = "NXdetector"
                detector["data"] = np.concatenate([dark, flat, scan])
                detector["image_key"] = np.array([2, 2, 1, 1] + [0] * angles)
                for name in ("x_pixel_size", "y_pixel_size"):
                    detector[name] = pixel_um; detector[name].attrs["units"] = "um"
                sample = entry.create_group("sample"); sample.attrs["NX_class"] = "NXsample"
                sample["rotation_angle"] = np.concatenate([np.zeros(4), np.degrees(theta)])
                sample["rotation_angle"].attrs["units"] = "deg"
        elif kind == "exchange":
            with h5py.File(path, "w") as f:
                f["exchange/data"], f["exchange/data_white"], f["exchange/data_dark"] = scan, flat, dark
                f["exchange/theta"] = np.degrees(theta); f["exchange/theta"].attrs["units"] = "deg"
        else:
            for name, frames in (("projections", scan), ("flats", flat), ("darks", dark)):
                os.makedirs(os.path.join(path, name))
                for i, frame in enumerate(frames):
                    tifffile.imwrite(os.path.join(path, name, f"frame_{i:04d}.tif"), frame)
        """;

    [Fact]
    public Task NXtomo_needs_nothing_but_the_file() => DiscComesOutAsync("nxtomo", "scan.nxs");

    [Fact]
    public Task Data_Exchange_needs_the_pixel_size() => DiscComesOutAsync("exchange", "scan.h5", "pixelSize=20");

    [Fact]
    public async Task A_folder_of_TIFF_files_needs_angles_and_the_pixel_size()
    {
        var folder = await WriteAsync("tiff", "stack");
        var files = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", "--in-place", folder));
        await etalon.Refused(65, "angles-unknown", "workflow", "run", "tomography", "--input", $"scan={files}", "--set", "pixelSize=20");

        var turned = RunningEtalon.Place(await etalon.Ok(
            "run", "set-angles", "--input", $"projections={files}/projections", "--set", "first=0", "--set", "range=180", "--set", "pixelSize=20"));

        await AssertDiscAsync([$"scan/projections={turned}", $"scan/flats={files}/flats", $"scan/darks={files}/darks"]);
        await AssertDiscAsync([$"scan={files}"], "range=180", "pixelSize=20");
    }

    private async Task DiscComesOutAsync(string kind, string name, params string[] settings)
    {
        var scan = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", "--in-place", await WriteAsync(kind, name)));
        await AssertDiscAsync([$"scan={scan}"], settings);
    }

    private async Task<string> WriteAsync(string kind, string name)
    {
        var path = etalon.NewFile(name);
        await Python.RunAsync(Write, kind, path);
        return path;
    }

    private async Task AssertDiscAsync(string[] inputs, params string[] settings)
    {
        string[] set = ["stripes=false", "pyramid=false", .. settings];
        var run = await etalon.Ok(
            ["workflow", "run", "tomography", .. inputs.SelectMany(static input => new[] { "--input", input }), .. set.SelectMany(static one => new[] { "--set", one })]);

        var centre = await ValuesAsync(RunningEtalon.Place(run, "centre"), "y=1");
        Assert.Equal(49.25, centre.Average(), 0.5);

        // The disc's middle is twelve columns to the right of the axis, which is between the two middle ones.
        var inside = await ValuesAsync(RunningEtalon.Place(run, "volume"), "y=1;row=42:54;column=54:66");
        Assert.Equal(2, inside.Average(), 0.01);
    }

    private async Task<double[]> ValuesAsync(string place, string region) =>
        [.. Flat((await etalon.Ok(["cube", "slice", place, .. region.Split(';').SelectMany(static part => new[] { "--region", part })]))["values"]!)];

    private static IEnumerable<double> Flat(JsonNode level) =>
        level is JsonArray array ? array.SelectMany(item => Flat(item!)) : [(double)level];
}
