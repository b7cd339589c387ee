namespace Etalon.Server.Tests;

/// <summary>Two years of made-up daily temperature as xarray writes them: packed, with missing samples, in a calendar without leap days.</summary>
internal static class Climate
{
    private const string Script = """
        import sys, numpy as np, xarray as xr
        n = int(sys.argv[2])
        rng = np.random.default_rng(int(sys.argv[3]))
        v = 280 + 10 * rng.standard_normal((n, 6, 8))
        v[rng.random(v.shape) < 0.01] = np.nan
        ds = xr.Dataset(
            {"tas": (("time", "lat", "lon"), v, {"units": "K", "long_name": "air temperature"})},
            coords={
                "time": xr.cftime_range("2001-01-01", periods=n, calendar="noleap"),
                "lat": ("lat", np.linspace(-75, 75, 6), {"units": "degrees_north"}),
                "lon": ("lon", np.arange(8) * 45.0, {"units": "degrees_east"}),
            },
            attrs={"title": "made up", "energy": "12.4 keV"})
        ds.to_netcdf(sys.argv[1], encoding={
            "tas": {"dtype": "int16", "scale_factor": 0.01, "add_offset": 280.0, "_FillValue": -32768},
            "time": {"units": "days since 2001-01-01", "calendar": "noleap"}})
        """;

    /// <summary>Writes the file; another seed gives other samples.</summary>
    public static async Task<string> WriteAsync(string path, int days = 730, int seed = 7)
    {
        await Python.RunAsync(Script, path, $"{days}", $"{seed}");
        return path;
    }
}
