using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Pyramids against numpy's answers on the same numbers.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class PyramidTests(RunningEtalon etalon)
{
    /// <summary>Other numbers for every file, because equal ones share their answers.</summary>
    private static int _seed = 8;

    private const string Make = """
        import sys, h5py, numpy as np
        rng = np.random.default_rng(int(sys.argv[2]))
        v = rng.integers(0, 60000, (70, 300, 530)).astype('f4')
        v[2:9, 5:90, 4:120] = np.nan
        with h5py.File(sys.argv[1], 'w') as f:
            entry = f.create_group('entry'); entry.attrs['NX_class'] = 'NXentry'
            data = entry.create_group('data'); data.attrs['NX_class'] = 'NXdata'
            data.attrs['signal'] = 'volume'; data.attrs['axes'] = ['z', 'y', 'x']
            data.create_dataset('volume', data=v, chunks=(1, 300, 530), compression='gzip', compression_opts=1)
            for name, count in zip('zyx', v.shape): data.create_dataset(name, data=np.arange(count) * 2.5).attrs['units'] = 'um'
        """;

    /// <summary>Blocks of a slab: along z all that a level takes together.</summary>
    private const string Blocks = """
        import sys, json, warnings, h5py, numpy as np
        warnings.simplefilter('ignore')
        v = h5py.File(sys.argv[1])['entry/data/volume'][()].astype('f8')
        z0, z1, sy, sx, how = int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]), sys.argv[6]
        f = {'mean': np.nanmean, 'min': np.nanmin, 'max': np.nanmax}[how]
        p = v[z0:z1]
        out = [[float(f(p[:, r:r + sy, c:c + sx])) for c in range(0, p.shape[2], sx)] for r in range(0, p.shape[1], sy)]
        print(json.dumps([[None if np.isnan(x) else float(np.float32(x)) for x in row] for row in out]))
        """;

    [Theory]
    [InlineData("--in-place", "mean")]
    [InlineData("", "max")]
    [InlineData("", "min")]
    public async Task A_slab_comes_from_the_pyramid_once_it_is_made(string how, string reduce)
    {
        var (id, file) = await Import(how);
        using var client = etalon.NewClient();
        var url = $"/api/cube/frame?cube={id}&x=x&y=y&at=z=5&width=140&height=80&format=raw&slab=1&reduce={reduce}";

        using var before = await client.GetAsync(url);
        Assert.True(before.IsSuccessStatusCode, await before.Content.ReadAsStringAsync());
        Assert.False(before.Headers.Contains("Etalon-Thickness"));
        Assert.Contains("no-cache", before.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        await Made(client, id);
        using var after = await client.GetAsync(url);

        var shape = Header(after, "Etalon-Shape");
        Assert.Equal([75, 133], shape);
        Assert.Equal([4, 4], Header(after, "Etalon-Level"));
        Assert.NotEqual(before.Headers.ETag, after.Headers.ETag);
        var thickness = after.Headers.TryGetValues("Etalon-Thickness", out var told) ? Uri.UnescapeDataString(told.Single()) : "";
        Assert.Equal("", thickness);
        var expected = (await Python.JsonAsync(Blocks, file, "5", "6", "4", "4", reduce)).AsArray();
        Assert.Equal(Flat(expected), await Floats(after));
    }

    [Fact]
    public async Task A_long_axis_that_is_not_shown_is_taken_together_and_said()
    {
        var (id, file) = await Import("");
        using var client = etalon.NewClient();
        await Ask(client, id);
        await Made(client, id);

        using var answer = await client.GetAsync($"/api/cube/frame?cube={id}&x=y&y=z&at=x=401&width=75&height=70&format=raw&slab=1");
        Assert.Equal([70, 75], Header(answer, "Etalon-Shape"));
        Assert.Equal("x=4", Uri.UnescapeDataString(answer.Headers.GetValues("Etalon-Thickness").Single()));
        var values = await Floats(answer);
        const string expectedOf = """
            import sys, json, h5py, numpy as np
            p = h5py.File(sys.argv[1])['entry/data/volume'][:, :, 400:404].astype('f8')
            print(json.dumps([[float(np.float32(np.nanmean(p[z, y:y + 4]))) for y in range(0, 300, 4)] for z in range(70)]))
            """;
        Assert.Equal(Flat((await Python.JsonAsync(expectedOf, file)).AsArray()), values);

        // Without the word for it, a plane that is quick to read is that plane alone.
        using var thin = await client.GetAsync($"/api/cube/frame?cube={id}&x=x&y=y&at=z=5&width=140&height=80&format=raw");
        Assert.Equal(Flat((await Python.JsonAsync(Blocks, file, "5", "6", "4", "4", "mean")).AsArray()), await Floats(thin));
    }

    [Fact]
    public async Task A_damaged_pyramid_is_thrown_away_and_the_cube_asked()
    {
        var (id, file) = await Import("");
        using var client = etalon.NewClient();
        await Ask(client, id);
        await Made(client, id);
        var store = Directory.GetDirectories(Path.Combine(etalon.Home, "pyramids", id)).Single();
        foreach (var shard in Directory.GetFiles(store, "*", SearchOption.AllDirectories).Where(path => !path.EndsWith(".json", StringComparison.Ordinal)))
        {
            var bytes = await File.ReadAllBytesAsync(shard);
            Array.Clear(bytes);
            await File.WriteAllBytesAsync(shard, bytes);
        }

        using var answer = await client.GetAsync($"/api/cube/frame?cube={id}&x=x&y=y&at=z=6&width=140&height=80&format=raw&slab=1");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Flat((await Python.JsonAsync(Blocks, file, "6", "7", "4", "4", "mean")).AsArray()), await Floats(answer));
        Assert.False(Directory.Exists(store));
    }

    [Fact]
    public async Task A_deleted_dataset_leaves_no_pyramid_and_a_wrong_question_does_not_spoil_one()
    {
        var (id, _) = await Import("");
        using var client = etalon.NewClient();
        await Ask(client, id);
        await Made(client, id);
        var folder = Path.Combine(etalon.Home, "pyramids", id);

        using var wrong = await client.GetAsync($"/api/cube/tile?cube={id}&level=3&row=99&column=0&format=raw");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Single(Directory.GetDirectories(folder));

        using var deleted = await client.DeleteAsync($"/api/datasets/{id}");
        Assert.True(deleted.IsSuccessStatusCode);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task What_may_be_better_later_is_asked_for_again_after_every_304()
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=z=20,y=30,x=40", "--set", "seed=11");
        using var client = etalon.NewClient();
        var url = $"/api/cube/frame?cube={Uri.EscapeDataString(RunningEtalon.Place(made))}&format=raw&slab=1";

        using var first = await client.GetAsync(url);
        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await client.SendAsync(again);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.True(first.Headers.CacheControl!.NoCache);
        Assert.True(second.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task A_cube_that_is_small_is_refused_with_the_reason()
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=z=20,y=30,x=40", "--set", "seed=4");
        var cube = Uri.EscapeDataString(RunningEtalon.Place(made));
        using var client = etalon.NewClient();

        await Ask(client, cube);
        var state = await Ended(client, cube);

        Assert.Equal("refused", (string?)state["state"]);
        Assert.Contains("longer than 256", (string?)state["reason"], StringComparison.Ordinal);
    }

    private static async Task Ask(HttpClient client, string cube)
    {
        using var answer = await client.PostAsync($"/api/cube/pyramid?cube={cube}", null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task Made(HttpClient client, string cube) => Assert.Equal("made", (string?)(await Ended(client, cube))["state"]);

    private static async Task<JsonObject> Ended(HttpClient client, string cube)
    {
        for (var i = 0; i < 600; i++)
        {
            var state = (await client.GetFromJsonAsync<JsonObject>($"/api/cube/pyramid?cube={cube}"))!;
            if ((string?)state["state"] is "made" or "refused")
            {
                return state;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The pyramid was not made within 30 s.");
    }

    private static IEnumerable<float> Flat(JsonArray rows) => rows.SelectMany(row => row!.AsArray()).Select(number => number is null ? float.NaN : (float)number);

    private static async Task<float[]> Floats(HttpResponseMessage answer) => MemoryMarshal.Cast<byte, float>(await answer.Content.ReadAsByteArrayAsync()).ToArray();

    private static int[] Header(HttpResponseMessage answer, string name) => [.. answer.Headers.GetValues(name).Single().Split(',').Select(part => (int)double.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];

    private async Task<(string Id, string File)> Import(string how)
    {
        var file = etalon.NewFile("pyramid.h5");
        await Python.RunAsync(Make, file, $"{Interlocked.Increment(ref _seed)}");
        var view = await etalon.Ok(["dataset", "import", file, .. how.Length > 0 ? new[] { how } : []]);
        return (RunningEtalon.DatasetOf(view), file);
    }
}
