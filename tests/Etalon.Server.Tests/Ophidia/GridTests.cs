namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class GridTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_grid_is_kept_with_its_container_and_shared_by_its_cubes()
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, "grids.nc"), days: 5);
        var shifted = Path.Combine(etalon.Files, "grids-rounded.nc");
        await Python.RunAsync(
            "import sys,xarray as xr\nd=xr.open_dataset(sys.argv[1],decode_cf=False)\nd['lat']=d.lat+1e-4\nd.to_netcdf(sys.argv[2])", file, shifted);
        var client = OphidiaClient.Of(etalon);
        var container = $"g{Guid.NewGuid():N}";
        var import = $"oph_importnc measure=tas;exp_dim=lat|lon;imp_dim=time;container={container}";

        await client.OkAsync($"{import};src_path={file};grid=world");
        var first = (await client.OkAsync($"oph_cubeschema cube={client.Cube}")).Column("cubeschema_diminfo", "LATTICE NAME");
        await client.OkAsync($"{import};src_path={shifted};grid=world");
        var values = (await client.OkAsync($"oph_cubeschema cube={client.Cube};level=1;dim=lat")).Column("cubeschema_dimvalues", "VALUE");
        var exact = await client.FailsAsync($"{import};src_path={shifted};grid=world;check_grid=yes");
        var smaller = await client.FailsAsync($"{import};src_path={file};grid=world;subset_dims=lat;subset_filter=0:2");
        await client.OkAsync("oph_subset grid=north;subset_dims=lat;subset_filter=4:6");
        var named = (await client.OkAsync($"oph_cubeschema cube={client.Cube}")).Column("cubeschema_diminfo", "LATTICE NAME");
        var list = (await client.OkAsync($"oph_showgrid container={container}")).Column("showgrid_list", "GRID NAME");
        var shown = await client.OkAsync($"oph_showgrid container={container};grid=north;dim=lat");

        Assert.Equal(["world", "world", "world"], first);
        Assert.Equal("-75.000000", values[0]);
        Assert.Contains("-75 at place 1", exact, StringComparison.Ordinal);
        Assert.Contains("has 6 values; that of the cube has 3", smaller, StringComparison.Ordinal);
        Assert.Equal(["north", "north", "north"], named);
        Assert.Equal(["north", "world"], list);
        Assert.Equal(["15.000000", "45.000000", "75.000000"], shown.Column("showgrid_dimvalues", "VALUE"));
    }

    [Fact]
    public async Task A_grid_is_a_label_only_as_long_as_its_values_are_there()
    {
        using var bench = new OphidiaWorkbench(etalon);
        var container = bench.Place();
        await bench.Client.OkAsync($"oph_randcube container={container};nfrag=1;measure=tas;measure_type=float;exp_ndim=1;dim=lat|lon;dim_size=4|3;grid=small");

        await bench.Client.OkAsync("oph_subset subset_dims=lat;subset_filter=2:3");
        var labels = (await bench.Client.OkAsync($"oph_cubeschema cube={bench.Client.Cube}")).Column("cubeschema_diminfo", "LATTICE NAME");

        Assert.Equal(["-", "small"], labels);
    }
}
