using System.Net;
using System.Net.Http.Headers;

namespace Etalon.Server.Tests;

/// <summary>Datasets as Zarr over HTTP, opened by Debian's zarr and xarray with nothing but an address and a token.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class ZarrTests(RunningEtalon etalon)
{
    private const string Compare = """
        import sys, numpy as np, xarray as xr
        url, token, file = sys.argv[1:4]
        with xr.open_zarr(url, storage_options={'headers': {'Authorization': 'Bearer ' + token}}, consolidated=True) as ours, xr.open_dataset(file) as theirs:
            assert ours.tas.dims == theirs.tas.dims, ours
            np.testing.assert_allclose(ours.tas.values, theirs.tas.values.astype('f8'), rtol=1e-6)
            np.testing.assert_array_equal(ours.lat.values, theirs.lat.values)
            assert (ours.time.values == theirs.time.values).all()
            assert ours.tas.attrs['units'] == 'K', ours.tas.attrs
            one = ours.tas.isel(time=3, lat=slice(1, 5)).values
            np.testing.assert_allclose(one, theirs.tas.isel(time=3, lat=slice(1, 5)).values, rtol=1e-6)
        print('same')
        """;

    private const string Plain = """
        import sys, fsspec, numpy as np, zarr
        store = zarr.storage.FSStore(sys.argv[1], mode='r', client_kwargs={'headers': {'Authorization': 'Bearer ' + sys.argv[2]}})
        array = zarr.open_group(store, mode='r')['random']
        rest = np.load(sys.argv[3])
        assert array.shape == rest.shape and array.dtype == rest.dtype, array.info
        np.testing.assert_array_equal(array[:], rest)
        print('same', array.nchunks)
        """;

    [Theory]
    [InlineData("--in-place")]
    [InlineData("--name", "climate")]
    public async Task Xarray_opens_a_dataset_by_its_address(params string[] how)
    {
        var file = await Climate.WriteAsync(etalon.NewFile("climate.nc"), days: 40);
        var id = RunningEtalon.DatasetOf(await etalon.Ok(["dataset", "import", file, .. how]));

        Assert.Equal("same", (await Python.RunAsync(Compare, $"{etalon.Url}/zarr/{id}", etalon.Token, file)).Trim());
    }

    [Fact]
    public async Task Chunks_at_the_ends_are_whole_and_all_together_are_the_cube()
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=z=67,y=101,x=203", "--set", "seed=8");
        var file = etalon.NewFile("random.npy");
        await etalon.Ok("dataset", "export", RunningEtalon.Place(made), "--format", "npy", "--out", file);

        var said = await Python.RunAsync(Plain, $"{etalon.Url}/zarr/{RunningEtalon.DatasetOf(made)}", etalon.Token, file);

        Assert.StartsWith("same", said, StringComparison.Ordinal);
        Assert.NotEqual("same 1", said.Trim());
    }

    [Fact]
    public async Task Files_of_a_store_come_whole_in_parts_and_as_a_heading()
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=y=30,x=40", "--set", "seed=9");
        var id = RunningEtalon.DatasetOf(made);
        using var client = etalon.NewClient();
        var stored = Directory.EnumerateFiles(Path.Combine(etalon.Home, "datasets", id), "0", SearchOption.AllDirectories).Single();
        var name = Path.GetRelativePath(Path.Combine(etalon.Home, "datasets", id), stored);
        var bytes = await File.ReadAllBytesAsync(stored);

        using var part = new HttpRequestMessage(HttpMethod.Get, $"/zarr/{id}/{name}") { Headers = { Range = new RangeHeaderValue(100, 199) } };
        using var tail = new HttpRequestMessage(HttpMethod.Get, $"/zarr/{id}/{name}") { Headers = { Range = new RangeHeaderValue(null, 20) } };
        using var head = new HttpRequestMessage(HttpMethod.Head, $"/zarr/{id}/{name}");
        using var partly = await client.SendAsync(part);
        using var last = await client.SendAsync(tail);
        using var heading = await client.SendAsync(head);

        Assert.Contains("\"zarr_format\"", await client.GetStringAsync($"/zarr/{id}/zarr.json"), StringComparison.Ordinal);
        Assert.Equal(bytes, await client.GetByteArrayAsync($"/zarr/{id}/{name}"));
        Assert.Equal(HttpStatusCode.PartialContent, partly.StatusCode);
        Assert.Equal(bytes[100..200], await partly.Content.ReadAsByteArrayAsync());
        Assert.Equal(bytes[^20..], await last.Content.ReadAsByteArrayAsync());
        Assert.Equal(bytes.Length, heading.Content.Headers.ContentLength);
        Assert.NotNull(heading.Headers.ETag);
    }

    [Theory]
    [InlineData("../../token")]
    [InlineData("%2e%2e/%2e%2e/token")]
    [InlineData("..%2f..%2ftoken")]
    [InlineData("nothing")]
    [InlineData("random/9.9")]
    [InlineData("random/.zgroup")]
    [InlineData("")]
    public async Task What_is_not_of_the_dataset_is_not_there(string path)
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=y=30,x=40", "--set", "seed=9");
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync(new Uri(new Uri(etalon.Url), $"/zarr/{RunningEtalon.DatasetOf(made)}/{path}"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain(etalon.Token, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
