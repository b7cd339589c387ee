using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>A file in place that has a node of every kind, against what h5py says of each.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class H5NodesTests(RunningEtalon etalon) : IAsyncLifetime, IDisposable
{
    private static readonly string[] Summary = ["min", "max", "mean", "std", "strict_positive_min"];

    private string _file = "";
    private string _id = "";
    private HttpClient _client = new();

    private static string Script => Path.Combine(Repository.Root, "tests", "Etalon.Server.Tests", "Views", "h5_fixture.py");

    public async Task InitializeAsync()
    {
        _file = Path.Combine(Path.GetDirectoryName(etalon.NewFile("place"))!, "data", "everything.h5");
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        await RunScriptAsync("make", Path.GetDirectoryName(_file)!);
        _id = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", _file, "--in-place"));
        _client = etalon.NewClient();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Every_node_is_what_h5py_says()
    {
        var expected = JsonNode.Parse(await RunScriptAsync("expect", _file))!.AsObject();
        var wrong = new List<string>();
        await Parallel.ForEachAsync(expected, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (node, _) =>
        {
            var found = await DifferencesAsync(node.Key, node.Value!.AsObject());
            lock (wrong)
            {
                wrong.AddRange(found);
            }
        });

        Assert.True(expected.Count > 170, $"The fixture has only {expected.Count} nodes.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("layouts/contiguous", "1::2,:,2")]
    [InlineData("layouts/deflate", "4,1:3,::2")]
    [InlineData("layouts/offset", ":,3")]
    [InlineData("layouts/virtual", "1:4,::2")]
    [InlineData("texts/utf8_2d", "1,::3")]
    [InlineData("compounds/points", "1:")]
    [InlineData("lists/integers", "0:3:2")]
    [InlineData("numbers/i8_big_5d", "1,0,:,0,-2:")]
    public async Task A_selection_is_what_h5py_selects(string path, string selection)
    {
        const string select = """
            import sys, json, h5py
            sys.path.insert(0, sys.argv[1])
            import h5_fixture
            with h5py.File(sys.argv[2]) as f:
                print(json.dumps(h5_fixture.plain(eval(f"f[sys.argv[3]][{sys.argv[4]}]"))))
            """;
        var expected = await Python.JsonAsync(select, Path.GetDirectoryName(Script)!, _file, path, selection);

        var answer = JsonNode.Parse(await _client.GetStringAsync(Address("data", path, $"&selection={selection}")));

        Assert.True(JsonNode.DeepEquals(expected, answer), $"{answer?.ToJsonString()}, not {expected.ToJsonString()}");
    }

    [Fact]
    public async Task Exports_are_read_by_numpy()
    {
        const string load = "import sys, json, numpy as np\na = np.load(sys.argv[1])\nprint(json.dumps([a.dtype.str, list(a.shape), a.tobytes().hex()]))";
        foreach (var (path, type) in new[] { ("numbers/f2_big_1d", "<f2"), ("numbers/f16_little_2d", "<f16"), ("numbers/bool", "|b1"), ("numbers/u8_big_1d", "<u8"), ("numbers/colours", "<i2") })
        {
            var file = etalon.NewFile("a.npy");
            await File.WriteAllBytesAsync(file, await _client.GetByteArrayAsync(Address("data", path, "&format=npy")));
            var read = await Python.JsonAsync(load, file);
            var expected = await Python.JsonAsync(
                "import sys, json, h5py, numpy as np\nwith h5py.File(sys.argv[1]) as f:\n a = f[sys.argv[2]][()].astype(sys.argv[3])\n print(json.dumps([a.dtype.str, list(a.shape), a.tobytes().hex()]))", _file, path, type);

            // Bytes behind the ten of a long double mean nothing, and there are many NaN.
            Assert.Equal(expected[0]!.ToJsonString(), read[0]!.ToJsonString());
            Assert.Equal(expected[1]!.ToJsonString(), read[1]!.ToJsonString());
            Assert.True(type is "<f16" || Same<Half>((string)expected[2]!, Convert.FromHexString((string)read[2]!)), path);
        }
    }

    [Fact]
    public async Task Paths_are_those_of_the_file_and_links_are_not_entered()
    {
        var paths = JsonNode.Parse(await _client.GetStringAsync(Address("paths", "")))!.AsArray().Select(static path => (string)path!).ToList();
        var expected = await Python.JsonAsync(
            "import sys, json, h5py\nwith h5py.File(sys.argv[1]) as f:\n names = []\n f.id.links.visit(lambda name: names.append('/' + name.decode()))\n print(json.dumps(names))", _file);

        Assert.Equal("/", paths[0]);
        Assert.Equal(expected.AsArray().Select(static path => (string)path!).Order(StringComparer.Ordinal), paths.Skip(1).Order(StringComparer.Ordinal));
        Assert.Equal(["/types", "/types/colours", "/types/point"], JsonNode.Parse(await _client.GetStringAsync(Address("paths", "types")))!.AsArray().Select(static path => (string)path!));
    }

    [Fact]
    public async Task Links_are_followed_as_far_as_is_asked_and_never_out_of_the_folder()
    {
        Assert.Equal("dataset", await KindAsync("links/soft", "only_valid"));
        Assert.Equal("soft_link", await KindAsync("links/soft", "none"));
        Assert.Equal("soft_link", await KindAsync("links/broken", "only_valid"));
        Assert.Equal("external_link", await KindAsync("links/above", "only_valid"));
        Assert.Equal("external_link", await KindAsync("links/other", "false"));
        Assert.Equal("dataset", await KindAsync("links/outside_group/values", "all"));
        await RefusedAsync(Address("meta", "links/broken", "&resolve_links=all"), HttpStatusCode.NotFound, "Cannot resolve");
        await RefusedAsync(Address("meta", "links/above", "&resolve_links=true"), HttpStatusCode.NotFound, "Cannot resolve");
        await RefusedAsync(Address("data", "links/above"), HttpStatusCode.NotFound, "Cannot resolve");
        await RefusedAsync(Address("meta", "links/above/values"), HttpStatusCode.NotFound, "not a valid path");
        await RefusedAsync(Address("meta", "links/../texts"), HttpStatusCode.NotFound, "not a valid path");

        // What depends on another file is asked for anew each time.
        using var other = await _client.GetAsync(Address("data", "links/other"));
        using var own = await _client.GetAsync(Address("data", "links/hard"));
        Assert.Equal((null, true), (other.Headers.ETag, own.Headers.ETag is not null));

        async Task<string> KindAsync(string path, string links) =>
            (string)JsonNode.Parse(await _client.GetStringAsync(Address("meta", path, $"&resolve_links={links}")))!["kind"]!;
    }

    [Fact]
    public async Task Statistics_are_those_of_the_numbers()
    {
        var stats = JsonNode.Parse(await _client.GetStringAsync(Address("stats", "numbers/f4_little_3d")))!;
        var expected = await Python.JsonAsync(
            "import sys, json, h5py, numpy as np\nwith h5py.File(sys.argv[1]) as f:\n a = f['numbers/f4_little_3d'][()].astype('f8')\n a = a[np.isfinite(a)]\n print(json.dumps([a.min(), a.max(), a.mean(), a.std(), a[a > 0].min()]))", _file);

        foreach (var (name, value) in Summary.Zip(expected.AsArray()))
        {
            Assert.Equal((double)value!, (double)stats[name]!, 1e-9);
        }

        Assert.Null(JsonNode.Parse(await _client.GetStringAsync(Address("stats", "others/empty_2x0")))!["max"]);
        await RefusedAsync(Address("stats", "texts/utf8"), HttpStatusCode.UnprocessableEntity, "no numbers of which");
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused()
    {
        await RefusedAsync(Address("data", "texts"), HttpStatusCode.UnprocessableEntity, "no dataset");
        await RefusedAsync(Address("data", "texts/utf8", "&dtype=safe"), HttpStatusCode.UnprocessableEntity, "safe");
        await RefusedAsync(Address("data", "texts/utf8", "&format=bin"), HttpStatusCode.UnprocessableEntity, "no bytes");
        await RefusedAsync(Address("data", "compounds/points", "&format=tiff"), HttpStatusCode.UnprocessableEntity, "tiff");
        await RefusedAsync(Address("data", "numbers/bool", "&selection=0,0,0"), HttpStatusCode.UnprocessableEntity, "members");
        await RefusedAsync(Address("data", "numbers/bool", "&selection=5"), HttpStatusCode.UnprocessableEntity, "outside");
        await RefusedAsync(Address("meta", "texts", "&resolve_links=maybe"), HttpStatusCode.UnprocessableEntity, "link resolution");
        await RefusedAsync(Address("attr", "no/such/node"), HttpStatusCode.NotFound, "not a valid path");
    }

    private async Task<List<string>> DifferencesAsync(string path, JsonObject expected)
    {
        var wrong = new List<string>();
        await LookAsync("meta", "meta", "");
        await LookAsync("attr", "attr", "");
        await LookAsync("json", "data", "");
        await LookAsync("flat", "data", "&flatten=true");
        await BytesAsync("safe", "&format=bin&dtype=safe");
        await BytesAsync("bin", "&format=bin");
        return wrong;

        async Task LookAsync(string part, string route, string more)
        {
            if (expected.ContainsKey(part))
            {
                using var answer = await _client.GetAsync(Address(route, path, more));
                var text = await answer.Content.ReadAsStringAsync();
                if (!answer.IsSuccessStatusCode || !JsonNode.DeepEquals(expected[part], JsonNode.Parse(text)))
                {
                    wrong.Add($"{path} {part}: {text}, not {expected[part]?.ToJsonString()}");
                }
            }
        }

        async Task BytesAsync(string part, string more)
        {
            if ((string?)expected[part] is { } bytes)
            {
                using var answer = await _client.GetAsync(Address("data", path, more));
                var sent = await answer.Content.ReadAsByteArrayAsync();
                if (!(Same<float>(bytes, sent) || Same<double>(bytes, sent)) || answer.Content.Headers.ContentLength != sent.Length)
                {
                    wrong.Add($"{path} {part}: {answer.StatusCode} {Convert.ToHexStringLower(sent)}, not {bytes}");
                }
            }
        }
    }

    /// <summary>Whether bytes are the same, or numbers are where some are NaN: libraries have NaN of their own.</summary>
    private static bool Same<T>(string expected, byte[] sent)
        where T : unmanaged, IEquatable<T> =>
        string.Equals(expected, Convert.ToHexStringLower(sent), StringComparison.Ordinal)
        || (sent.Length % Unsafe.SizeOf<T>() == 0 && MemoryMarshal.Cast<byte, T>(Convert.FromHexString(expected)).SequenceEqual(MemoryMarshal.Cast<byte, T>(sent)));

    private async Task RefusedAsync(string address, HttpStatusCode status, string text)
    {
        using var answer = await _client.GetAsync(address);
        var message = (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"];
        Assert.Equal((status, true), (answer.StatusCode, message?.Contains(text, StringComparison.Ordinal)));
    }

    private string Address(string route, string path, string more = "") => $"/h5/{route}?file={_id}&path=/{Uri.EscapeDataString(path.TrimStart('/'))}{more}";

    private static async Task<string> RunScriptAsync(params string[] arguments)
    {
        var done = await Child.RunAsync("/usr/bin/python3", ["-W", "ignore", Script, .. arguments]);
        return done.ExitCode == 0 ? done.Output : throw new InvalidOperationException(done.Errors);
    }
}
