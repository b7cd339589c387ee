using System.Net;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>The routes that H5Web uses, against h5py's values of every type and shape.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class H5Tests(RunningEtalon etalon)
{
    private const string Make = """
        import sys, json, h5py, numpy as np
        rng = np.random.default_rng(1)
        shapes = [(7,), (4, 6), (3, 4, 5), (2, 3, 4, 2)]
        names = ['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'i8', 'u8', 'f2', 'f4', 'f8', 'c8', '>i4', '>f8']
        with h5py.File(sys.argv[1], 'w') as f:
            for i, name in enumerate(names):
                for shape in shapes:
                    v = (rng.random(shape) * 100).astype(name)
                    f.create_dataset('all/' + name.replace('>', 'big_') + f'_{len(shape)}d', data=v).attrs['units'] = 'mm'
        """;

    private const string Expect = """
        import sys, json, h5py, numpy as np
        safe = {'float16': '<f4', 'complex64': '<c8'}
        with h5py.File(sys.argv[1]) as f:
            out = {}
            for name, d in f['all'].items():
                v = d[()]
                v = v.astype(safe.get(str(v.dtype), v.dtype.newbyteorder('<')))
                out['all/' + name] = [list(v.shape), v.tobytes().hex(), np.ascontiguousarray(v[..., 1::2]).tobytes().hex(), float(np.abs(v).min()), float(np.abs(v).max())]
            print(json.dumps(out))
        """;

    private const string Scan = """
        import sys, h5py, numpy as np
        with h5py.File(sys.argv[1], 'w') as f:
            entry = f.create_group('entry'); entry.attrs['NX_class'] = 'NXentry'
            data = entry.create_group('data'); data.attrs['NX_class'] = 'NXdata'
            data.attrs['signal'] = 'volume'; data.attrs['axes'] = ['y', 'x']
            v = np.arange(12, dtype='f4').reshape(3, 4); v[1, 1] = np.nan
            data.create_dataset('volume', data=v).attrs['units'] = 'cm-1'
            for name, count in (('y', 3), ('x', 4)):
                data.create_dataset(name, data=np.arange(count) * 2.5).attrs['units'] = 'um'
        """;

    [Theory]
    [InlineData("--in-place")]
    [InlineData("--name", "fixture")]
    public async Task Every_type_and_shape_has_h5pys_values(params string[] how)
    {
        var file = etalon.NewFile("all.h5");
        await Python.RunAsync(Make, file);
        var id = RunningEtalon.DatasetOf(await etalon.Ok(["dataset", "import", file, .. how]));
        var expected = (await Python.JsonAsync(Expect, file)).AsObject();
        using var client = etalon.NewClient();

        var paths = JsonNode.Parse(await client.GetStringAsync($"/h5/paths/?file={id}&path=/"))!.AsArray().Select(path => (string)path!).ToArray();
        Assert.Equal(56, expected.Count);
        foreach (var (name, values) in expected)
        {
            var path = how is ["--in-place"] ? $"/{name}" : $"/{name}/{name.Split('/')[^1]}";
            Assert.Contains(path, paths);
            var rank = values![0]!.AsArray().Count;
            var part = string.Concat(Enumerable.Repeat(":,", rank - 1)) + "1::2";
            Assert.Equal((string)values[1]!, Hex(await client.GetByteArrayAsync($"/h5/data?file={id}&path={path}&format=bin&dtype=safe")));
            Assert.Equal((string)values[2]!, Hex(await client.GetByteArrayAsync($"/h5/data/?file={id}&path={path}&format=bin&dtype=safe&selection={part}")));
            var meta = JsonNode.Parse(await client.GetStringAsync($"/h5/meta?file={id}&path={path}"))!;
            Assert.Equal(("dataset", values[0]!.ToJsonString()), ((string)meta["kind"]!, meta["shape"]!.ToJsonString()));
            var stats = JsonNode.Parse(await client.GetStringAsync($"/h5/stats?file={id}&path={path}"))!;
            Assert.Equal((double)values[3]!, (double)stats["min"]!, 1e-4);
            Assert.Equal((double)values[4]!, (double)stats["max"]!, 1e-4);
        }
    }

    [Fact]
    public async Task A_viewer_is_led_to_the_signal_and_its_axes()
    {
        var (client, id) = await ImportScan();
        using var open = client;

        var root = JsonNode.Parse(await client.GetStringAsync($"/h5/meta/?file={id}"))!;
        var lead = JsonNode.Parse(await client.GetStringAsync($"/h5/attr?file={id}&path=/&attr_keys=default"))!;
        var entry = JsonNode.Parse(await client.GetStringAsync($"/h5/attr?file={id}&path=/entry"))!;
        var data = JsonNode.Parse(await client.GetStringAsync($"/h5/attr?file={id}&path=/entry/data"))!;
        var units = JsonNode.Parse(await client.GetStringAsync($"/h5/attr?file={id}&path=/entry/data/x&attr_keys=units"))!;
        var group = JsonNode.Parse(await client.GetStringAsync($"/h5/meta?file={id}&path=/entry/data"))!;

        Assert.Equal(("", "group", "entry"), ((string)root["name"]!, (string)root["kind"]!, (string)root["children"]![0]!["name"]!));
        Assert.Equal("{\"default\":\"entry\"}", lead.ToJsonString());
        Assert.Equal("data", (string?)entry["default"]);
        Assert.Equal("""{"NX_class":"NXdata","axes":["y","x"],"signal":"volume"}""", data.ToJsonString());
        Assert.Equal("um", (string?)units["units"]);
        Assert.Equal(["volume", "x", "y"], group["children"]!.AsArray().Select(child => (string)child!["name"]!));
        var type = group["children"]![0]!["type"]!;
        Assert.Equal((1, "<f4", 4, 0), ((int)type["class"]!, (string)type["dtype"]!, (int)type["size"]!, (int)type["order"]!));
        Assert.Null(group["children"]![0]!["children"]);
        var stored = JsonNode.Parse(await client.GetStringAsync($"/zarr/{id}/entry/data/volume/zarr.json"))!["codecs"]![0]!["configuration"]!;
        Assert.Equal(stored["chunk_shape"]!.ToJsonString(), group["children"]![0]!["chunks"]!.ToJsonString());
        Assert.Equal(
            stored["codecs"]!.AsArray().Select(static codec => (string)codec!["name"]!).Where(static name => name is not "bytes"),
            (group["children"]![0]!["filters"] as JsonArray ?? []).Select(static filter => (string)filter!["name"]!));
        Assert.Equal("[0,2.5,5,7.5]", await client.GetStringAsync($"/h5/data?file={id}&path=/entry/data/x"));
    }

    [Fact]
    public async Task Data_come_as_json_text_numpy_and_tiff()
    {
        var (client, id) = await ImportScan();
        using var open = client;
        var address = $"/h5/data?file={id}&path=/entry/data/volume";

        Assert.Equal("[[0,1,2,3],[4,null,6,7],[8,9,10,11]]", await client.GetStringAsync(address));
        Assert.Equal("[4,null,6,7]", await client.GetStringAsync($"{address}&selection=1,:"));
        Assert.Equal("[1,9]", await client.GetStringAsync($"{address}&selection=::2,1&flatten=true"));
        Assert.Equal("11", await client.GetStringAsync($"{address}&selection=-1,-1"));
        Assert.Equal("8,9,10,11\n", await client.GetStringAsync($"{address}&selection=2:,:&format=csv"));
        var (npy, tiff) = (etalon.NewFile("v.npy"), etalon.NewFile("v.tiff"));
        await File.WriteAllBytesAsync(npy, await client.GetByteArrayAsync($"{address}&format=npy"));
        await File.WriteAllBytesAsync(tiff, await client.GetByteArrayAsync($"{address}&format=tiff"));
        var read = await Python.JsonAsync(
            "import sys, json, numpy as np, tifffile\nprint(json.dumps([np.nan_to_num(a, nan=-1).tolist() for a in (np.load(sys.argv[1]), tifffile.imread(sys.argv[2]))]))", npy, tiff);
        Assert.Equal("[[0.0,1.0,2.0,3.0],[4.0,-1.0,6.0,7.0],[8.0,9.0,10.0,11.0]]", read[0]!.ToJsonString());
        Assert.Equal(read[0]!.ToJsonString(), read[1]!.ToJsonString());
    }

    [Fact]
    public async Task Refusals_are_in_the_words_that_viewers_know()
    {
        var (client, id) = await ImportScan();
        using var open = client;
        var made = await etalon.Ok("run", "random", "--set", "shape=z=300,y=500,x=600", "--set", "seed=4");
        var large = RunningEtalon.DatasetOf(made);

        await Refused($"/h5/meta?file={Guid.NewGuid()}&path=/", 404, "File not found");
        await Refused("/h5/meta?file=nonsense&path=/", 404, "File not found");
        await Refused($"/h5/meta?file={id}&path=/entry/nothing", 404, "not a valid path");
        await Refused($"/h5/data?file={id}&path=/entry/data/volume&selection=0,0,0", 422, "members");
        await Refused($"/h5/data?file={id}&path=/entry/data/volume&selection=7,:", 422, "outside");
        await Refused($"/h5/data?file={id}&path=/entry/data/volume&selection=a", 422, "number");
        await Refused($"/h5/data?file={id}&path=/entry/data/volume&format=png", 422, "format");
        var message = await Refused($"/h5/data?file={large}&path=/random/random&format=bin", 413, "bytes");
        Assert.Equal(360_000_000, (double)message["nbytes"]!);
        Assert.Equal("150,:,:", (string?)message["suggestedSelection"]);

        async Task<JsonNode> Refused(string address, int status, string text)
        {
            using var answer = await client.GetAsync(address);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal((HttpStatusCode)status, answer.StatusCode);
            Assert.Contains(text, (string)body["message"]!, StringComparison.Ordinal);
            return body;
        }
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private async Task<(HttpClient Client, string Id)> ImportScan()
    {
        var file = etalon.NewFile("scan.h5");
        await Python.RunAsync(Scan, file);
        return (etalon.NewClient(), RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", file)));
    }
}
