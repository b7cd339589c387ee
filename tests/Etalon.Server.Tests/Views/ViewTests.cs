using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Frames, tiles, histograms and profiles against numpy's answers on the same numbers.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class ViewTests(RunningEtalon etalon)
{
    private static readonly string[] Statistics = ["count", "min", "max", "mean", "std"];
    private static readonly string[] Percents = ["0.5", "50", "99.5"];

    private const string Make = """
        import sys, h5py, numpy as np
        rng = np.random.default_rng(5)
        v = rng.integers(0, 60000, (6, 70, 90)).astype(sys.argv[2])
        if v.dtype.kind == 'f': v[2, 5:9, 4:12] = np.nan
        with h5py.File(sys.argv[1], 'w') as f:
            entry = f.create_group('entry'); entry.attrs['NX_class'] = 'NXentry'
            data = entry.create_group('data'); data.attrs['NX_class'] = 'NXdata'
            data.attrs['signal'] = 'volume'; data.attrs['axes'] = ['z', 'y', 'x']
            data.create_dataset('volume', data=v, chunks=(2, 32, 32), compression='gzip').attrs['units'] = 'cm-1'
            for name, count in (('z', 6), ('y', 70), ('x', 90)):
                data.create_dataset(name, data=np.arange(count) * 2.5).attrs['units'] = 'um'
        """;

    private const string Blocks = """
        import sys, json, warnings, h5py, numpy as np
        warnings.simplefilter('ignore')
        file, plane, sy, sx, how = sys.argv[1:6]
        v = h5py.File(file)['entry/data/volume'][()].astype('f8')
        p = eval('v' + plane)
        sy, sx = int(sy), int(sx)
        f = {'mean': np.nanmean, 'min': np.nanmin, 'max': np.nanmax}[how]
        out = [[float(f(p[r:r + sy, c:c + sx])) for c in range(0, p.shape[1], sx)] for r in range(0, p.shape[0], sy)]
        print(json.dumps([[None if np.isnan(x) else float(np.float32(x)) for x in row] for row in out]))
        """;

    private const string Numbers = """
        import sys, json, h5py, numpy as np
        v = h5py.File(sys.argv[1])['entry/data/volume'][()].astype('f8')
        print(json.dumps(eval(sys.argv[2])))
        """;

    [Theory]
    [InlineData("u2", "z=2", "y", "x", "[2]", 16, 40, "mean", "--in-place")]
    [InlineData("f4", "z=2", "y", "x", "[2]", 100, 100, "mean")]
    [InlineData("f4", "z=2", "y", "x", "[2]", 25, 20, "max")]
    [InlineData("u2", "z=5", "x", "y", "[5].T", 32, 32, "mean")]
    [InlineData("i4", "y=69", "z", "x", "[:,69]", 90, 3, "min")]
    [InlineData("f8", "x=7", "y", "z", "[:,:,7].T", 6, 9, "mean")]
    public async Task A_frame_is_the_plane_in_blocks(
        string type, string at, string y, string x, string plane, int width, int height, string reduce, params string[] how)
    {
        var (id, file) = await Import(type, how);
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync($"/api/cube/frame?cube={id}&x={x}&y={y}&at={at}&width={width}&height={height}&format=raw&reduce={reduce}");
        var values = MemoryMarshal.Cast<byte, float>(await answer.Content.ReadAsByteArrayAsync()).ToArray();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var (shape, step) = (Header(answer, "Etalon-Shape"), Header(answer, "Etalon-Level"));
        Assert.InRange(shape[0], 1, height);
        Assert.InRange(shape[1], 1, width);
        Assert.Equal("cm-1", answer.Headers.GetValues("Etalon-Unit").Single());
        var expected = (await Python.JsonAsync(Blocks, file, plane, $"{step[0]}", $"{step[1]}", reduce)).AsArray();
        Assert.Equal(expected.Count, shape[0]);
        Assert.Equal(expected[0]!.AsArray().Count, shape[1]);
        Assert.Equal(expected.SelectMany(row => row!.AsArray()).Select(number => number is null ? float.NaN : (float)number), values);
    }

    [Fact]
    public async Task Bytes_show_the_middle_99_percent_unless_a_window_is_given()
    {
        var (id, _) = await Import("f4");
        using var client = etalon.NewClient();

        using var raw = await client.GetAsync($"/api/cube/frame?cube={id}&at=z=2&format=raw");
        using var usual = await client.GetAsync($"/api/cube/frame?cube={id}&at=z=2");
        using var given = await client.GetAsync($"/api/cube/frame?cube={id}&at=z=2&window=0,60000");
        var values = MemoryMarshal.Cast<byte, float>(await raw.Content.ReadAsByteArrayAsync()).ToArray();
        var bytes = await given.Content.ReadAsByteArrayAsync();

        var sorted = values.Where(value => !float.IsNaN(value)).Order().ToArray();
        var window = Window(usual);
        Assert.InRange(window[0], sorted[(int)(0.005 * sorted.Length) - 1], sorted[(int)(0.005 * sorted.Length) + 1]);
        Assert.InRange(window[1], sorted[(int)(0.995 * sorted.Length) - 1], sorted[(int)(0.995 * sorted.Length) + 1]);
        Assert.Equal([0, 60000], Window(given));
        Assert.Equal(values.Length, bytes.Length);
        Assert.All(values.Zip(bytes), pair => Assert.Equal(float.IsNaN(pair.First) ? 0 : 1 + (int)((pair.First / 60000 * 254) + 0.5), pair.Second));
    }

    [Fact]
    public async Task Tiles_together_are_the_frame_of_their_level()
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=z=2,y=700,x=1100", "--set", "seed=3");
        var cube = Uri.EscapeDataString(RunningEtalon.Place(made));
        using var client = etalon.NewClient();
        using var whole = await client.GetAsync($"/api/cube/frame?cube={cube}&x=x&y=y&at=z=1&width=550&height=350&format=raw");
        var frame = MemoryMarshal.Cast<byte, float>(await whole.Content.ReadAsByteArrayAsync()).ToArray();
        Assert.Equal("2,2", whole.Headers.GetValues("Etalon-Level").Single());

        for (var row = 0; row < 2; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                using var answer = await client.GetAsync($"/api/cube/tile?cube={cube}&x=x&y=y&at=z=1&level=1&row={row}&column={column}&format=raw");
                var tile = MemoryMarshal.Cast<byte, float>(await answer.Content.ReadAsByteArrayAsync()).ToArray();
                var shape = Header(answer, "Etalon-Shape");
                Assert.Equal([Math.Min(256, 350 - (row * 256)), Math.Min(256, 550 - (column * 256))], shape);
                for (var i = 0; i < tile.Length; i++)
                {
                    Assert.Equal(frame[(((row * 256) + (i / shape[1])) * 550) + (column * 256) + (i % shape[1])], tile[i]);
                }
            }
        }

        using var beyond = await client.GetAsync($"/api/cube/tile?cube={cube}&x=x&y=y&at=z=1&level=1&row=2&column=0&format=raw");
        using var open = await client.GetAsync($"/api/cube/tile?cube={cube}&x=x&y=y&at=z=1&level=1&row=0&column=0");
        Assert.Equal("no-such-tile", await Code(beyond));
        Assert.Equal("no-window", await Code(open));
    }

    [Fact]
    public async Task A_line_comes_as_mean_smallest_and_largest()
    {
        var (id, file) = await Import("u2");
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync($"/api/cube/frame?cube={id}&x=x&at=z=3;y=11&width=30");
        var values = MemoryMarshal.Cast<byte, float>(await answer.Content.ReadAsByteArrayAsync()).ToArray();

        Assert.Equal([23, 3], Header(answer, "Etalon-Shape"));
        var expected = await Python.JsonAsync(Numbers, file, "[[float(f(v[3, 11, c:c + 4])) for f in (np.mean, np.min, np.max)] for c in range(0, 90, 4)]");
        Assert.Equal(expected.AsArray().SelectMany(triple => triple!.AsArray()).Select(number => (float)number!), values);
    }

    [Theory]
    [InlineData("&x=x&y=y&at=z=2", "v[2]")]
    [InlineData("", "v")]
    public async Task A_histogram_is_numpys(string query, string part)
    {
        var (id, file) = await Import("f4");
        using var client = etalon.NewClient();

        var answer = JsonNode.Parse(await client.GetStringAsync($"/api/cube/histogram?cube={id}{query}&bins=50"))!;

        var script = $"(lambda a: [np.histogram(a, 50)[0].tolist(), a.size, float(a.min()), float(a.max()), float(a.mean()), float(a.std()), np.percentile(a, [0.5, 50, 99.5]).tolist()])({part}[np.isfinite({part})])";
        var expected = (await Python.JsonAsync(Numbers, file, script)).AsArray();
        Assert.Equal(expected[0]!.ToJsonString(), answer["bins"]!.ToJsonString());
        Assert.Equal((long)expected[1]!, (long)answer["count"]!);
        Assert.Equal(32, (long)answer["missing"]!);
        Assert.Equal([(double)expected[2]!, (double)expected[3]!], answer["edges"]!.AsArray().Select(edge => (double)edge!));
        Assert.Equal((double)expected[4]!, (double)answer["mean"]!, 1e-6);
        Assert.Equal((double)expected[5]!, (double)answer["std"]!, 1e-6);
        Assert.Equal(expected[6]!.AsArray().Select(number => Math.Round((double)number!, 3)), Percents.Select(p => Math.Round((double)answer["percentiles"]![p]!, 3)));
        Assert.Equal("cm-1", (string?)answer["unit"]);
    }

    [Theory]
    [InlineData("&x=x&y=y&at=z=2&roi=5,3,41,17", "v[2, 3:17, 5:41]")]
    [InlineData("&x=y&y=x&at=z=4&roi=3,5,17,400", "v[4, 3:17, 5:]")]
    [InlineData("&x=x&y=z&at=y=7&roi=-10,1,90,3", "v[1:3, 7, :]")]
    public async Task The_statistics_of_a_box_are_numpys(string query, string part)
    {
        var (id, file) = await Import("f4");
        using var client = etalon.NewClient();

        var answer = JsonNode.Parse(await client.GetStringAsync($"/api/cube/histogram?cube={id}{query}"))!;

        var script = $"(lambda a: [a.size, float(a.min()), float(a.max()), float(a.mean(dtype='f8')), float(a.std(dtype='f8'))])({part}[np.isfinite({part})])";
        var expected = (await Python.JsonAsync(Numbers, file, script)).AsArray().Select(static number => (double)number!).ToArray();
        var found = Statistics.Select(name => (double)answer[name]!).ToArray();
        Assert.All(expected.Zip(found), static pair => Assert.Equal(pair.First, pair.Second, 1e-9 * Math.Max(1, Math.Abs(pair.First))));
        Assert.Empty(answer["every"]!.AsObject());
    }

    [Fact]
    public async Task Profiles_run_along_lines_and_axes_with_positions_in_units()
    {
        var (id, file) = await Import("u2");
        using var client = etalon.NewClient();

        var row = JsonNode.Parse(await client.GetStringAsync($"/api/cube/profile?cube={id}&x=x&y=y&at=z=1&from=3,7&to=40,7"))!;
        var turned = JsonNode.Parse(await client.GetStringAsync($"/api/cube/profile?cube={id}&x=y&y=x&at=z=1&from=7,3&to=7,40"))!;
        var mean = JsonNode.Parse(await client.GetStringAsync($"/api/cube/profile?cube={id}&x=x&y=y&at=z=1&roi=10,20,30,25&along=y"))!;
        var spectrum = JsonNode.Parse(await client.GetStringAsync($"/api/cube/profile?cube={id}&x=x&y=y&roi=10,20,30,25&along=z"))!;

        Assert.Equal(await List(file, "v[1, 7, 3:41].tolist()"), Values(row, "value"));
        Assert.Equal(Values(row, "value"), Values(turned, "value"));
        Assert.Equal("um", (string?)row["positionUnit"]);
        Assert.Equal(2.5, Values(row, "position")[1], 1e-9);
        Assert.Equal(await List(file, "v[1, 20:25, 10:30].mean(axis=1).round(6).tolist()"), Values(mean, "value").Select(value => Math.Round(value, 6)));
        Assert.Equal([50, 52.5, 55, 57.5, 60], Values(mean, "position"));
        Assert.Equal(await List(file, "v[:, 20:25, 10:30].mean(axis=(1, 2)).round(6).tolist()"), Values(spectrum, "value").Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public async Task Who_has_an_answer_is_told_so_and_what_we_keep_never_changes()
    {
        var (ours, _) = await Import("u2");
        var (foreign, _) = await Import("u2", "--in-place");
        using var client = etalon.NewClient();
        using var first = await client.GetAsync($"/api/cube/frame?cube={ours}&at=z=1");
        using var outside = await client.GetAsync($"/api/cube/frame?cube={foreign}&at=z=1");
        using var other = await client.GetAsync($"/api/cube/frame?cube={ours}&at=z=2");

        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/cube/frame?cube={ours}&at=z=1");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
        Assert.False(first.Headers.ETag!.IsWeak);
        Assert.Contains("immutable", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True(outside.Headers.CacheControl!.NoCache);
    }

    [Theory]
    [InlineData("frame?x=w", "unknown-axis", 422)]
    [InlineData("frame?x=x&y=x", "same-axis", 422)]
    [InlineData("frame?at=z=6", "region-outside", 422)]
    [InlineData("frame?at=z", "bad-place", 422)]
    [InlineData("frame?width=0", "bad-width", 422)]
    [InlineData("frame?format=png", "unknown-frame-format", 422)]
    [InlineData("frame?window=5,1", "bad-window", 422)]
    [InlineData("frame?window=0,1&log=1", "bad-window", 422)]
    [InlineData("frame?log=maybe", "bad-log", 422)]
    [InlineData("histogram?bins=0", "bad-bins", 422)]
    [InlineData("histogram?x=x&y=y&roi=5,5,5,9", "empty-rectangle", 422)]
    [InlineData("histogram?x=x&y=y&roi=5,5,9", "bad-rectangle", 422)]
    [InlineData("profile?x=x&y=y", "no-line", 422)]
    [InlineData("profile?x=x&from=0,0&to=1,1", "no-plane", 422)]
    [InlineData("profile?x=x&y=y&roi=9,9,9,9", "empty-rectangle", 422)]
    public async Task What_makes_no_sense_is_refused_with_its_reason(string question, string code, int status)
    {
        var (id, _) = await Import("u2");
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync($"/api/cube/{question}&cube={id}");

        Assert.Equal(code, await Code(answer));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Null(answer.Headers.ETag);
    }

    [Fact]
    public async Task A_dataset_that_cannot_be_seen_is_not_there()
    {
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync($"/api/cube/frame?cube={Guid.NewGuid()}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static int[] Header(HttpResponseMessage answer, string name) =>
        [.. answer.Headers.GetValues(name).Single().Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];

    private static double[] Window(HttpResponseMessage answer) =>
        [.. answer.Headers.GetValues("Etalon-Window").Single().Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture))];

    private static double[] Values(JsonNode profile, string name) => [.. profile[name]!.AsArray().Select(number => (double)number!)];

    private static async Task<string?> Code(HttpResponseMessage answer) => (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];

    private static async Task<double[]> List(string file, string script) =>
        [.. (await Python.JsonAsync(Numbers, file, script)).AsArray().Select(number => (double)number!)];

    private async Task<(string Id, string File)> Import(string type, params string[] how)
    {
        var file = etalon.NewFile("volume.h5");
        await Python.RunAsync(Make, file, type);
        return (Uri.EscapeDataString(RunningEtalon.Place(await etalon.Ok(["dataset", "import", file, .. how]))), file);
    }
}
