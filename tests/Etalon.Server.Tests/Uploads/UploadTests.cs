using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Files that people send: whole and in parts, once and again, and what is refused.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class UploadTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_file_that_is_sent_in_parts_becomes_a_dataset_of_its_senders_and_vanishes()
    {
        using var sender = await Sender.NewAsync(etalon);
        var bytes = Sender.Npy(10_000, seed: 1);

        var begun = await sender.BeginAsync(("line.npy", bytes.Length));
        var sent = await sender.SendAsync(begun, bytes, part: 7_001);
        var run = await Sender.OkAsync(await sender.ImportAsync(sent));

        Assert.Equal("done", (string?)run["state"]);
        Assert.Equal(bytes[^40_000..], await sender.SamplesAsync(run));
        var dataset = await Sender.OkAsync(await sender.Http.GetAsync($"/api/datasets/{RunningEtalon.DatasetOf(run.AsObject())}"));
        Assert.Equal("line.npy", (string?)dataset["name"]);
        Assert.Equal("404 unknown-upload", await Sender.RefusalAsync(await sender.Http.GetAsync($"/api/uploads/{begun["id"]}")));
        Assert.Empty((await Sender.OkAsync(await sender.Http.GetAsync("/api/uploads")))["items"]!.AsArray());
        Assert.False(Directory.Exists(Folder(begun)));
    }

    [Fact]
    public async Task The_files_of_a_folder_are_one_stream_and_one_dataset()
    {
        using var sender = await Sender.NewAsync(etalon);
        var random = new Random(3);
        var files = new List<(string Path, byte[] Bytes)>
        {
            ("scan/.zgroup", """{"zarr_format":2}"""u8.ToArray()),
            ("scan/notes/empty.txt", []),
            ("scan/v/.zarray", """{"zarr_format":2,"shape":[6,50],"chunks":[1,50],"dtype":"|u1","compressor":null,"fill_value":0,"filters":null,"order":"C"}"""u8.ToArray()),
        };
        var samples = new byte[300];
        random.NextBytes(samples);
        files.AddRange(Enumerable.Range(0, 6).Select(row => ($"scan/v/{row}.0", samples[(row * 50)..((row + 1) * 50)])));
        files.Add(("scan/z-empty", []));
        var stream = files.SelectMany(static file => file.Bytes).ToArray();

        var begun = await sender.BeginAsync([.. files.Select(static file => (file.Path, (long)file.Bytes.Length))]);
        var sent = await sender.SendAsync(begun, stream, part: 37);

        Assert.Equal(("scan", files.Count, stream.Length), ((string?)begun["name"], (int)begun["files"]!, (int)sent["received"]!));
        Assert.All(files, file => Assert.Equal(file.Bytes, File.ReadAllBytes(Path.Combine(Folder(begun), file.Path))));
        Assert.Equal(samples, await sender.SamplesAsync(await Sender.OkAsync(await sender.ImportAsync(sent))));
    }

    [Fact]
    public async Task The_same_files_are_carried_on_with_and_others_are_not()
    {
        using var sender = await Sender.NewAsync(etalon);
        using var other = await Sender.NewAsync(etalon);
        var bytes = Sender.Npy(1000, seed: 5);
        var begun = await sender.BeginAsync(("line.npy", bytes.Length));
        await Sender.OkAsync(await sender.PartAsync(begun, 0, bytes.AsMemory(0, 100)));

        using var same = await sender.BeginningAsync([new { path = "line.npy", bytes = bytes.Length, modified = 1_700_000_000_000 }]);
        using var changed = await sender.BeginningAsync([new { path = "line.npy", bytes = bytes.Length, modified = 1_700_000_000_001 }]);
        using var untold = await sender.BeginningAsync([new { path = "line.npy", bytes = bytes.Length }]);
        using var untoldAgain = await sender.BeginningAsync([new { path = "line.npy", bytes = bytes.Length }]);
        using var anothers = await other.BeginningAsync([new { path = "line.npy", bytes = bytes.Length, modified = 1_700_000_000_000 }]);

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Created),
            (same.StatusCode, changed.StatusCode, untold.StatusCode, untoldAgain.StatusCode, anothers.StatusCode));
        var known = await Sender.OkAsync(same);
        Assert.Equal(($"{begun["id"]}", 100), ($"{known["id"]}", (int)known["received"]!));
    }

    [Fact]
    public async Task What_was_brought_in_and_is_sent_again_is_another_upload()
    {
        using var sender = await Sender.NewAsync(etalon);
        var bytes = Sender.Npy(100, seed: 9);
        var first = await sender.SendAsync(await sender.BeginAsync(("twice.npy", bytes.Length)), bytes, part: bytes.Length);

        // Nobody waits for this import, so that nothing but the next upload takes notice of its end.
        var run = await Sender.OkAsync(await sender.Http.PostAsJsonAsync($"/api/uploads/{first["id"]}/import", new { }));
        for (var i = 0; i < 600 && (string?)run["state"] is ("queued" or "running"); i++)
        {
            await Task.Delay(50);
            run = await Sender.OkAsync(await sender.Http.GetAsync($"/api/runs/{run["run"]}"));
        }

        var second = await sender.BeginAsync(("twice.npy", bytes.Length));

        Assert.Equal("done", (string?)run["state"]);
        Assert.NotEqual((string?)first["id"], (string?)second["id"]);
        Assert.Equal(0, (int)second["received"]!);
        Assert.Equal("404 unknown-upload", await Sender.RefusalAsync(await sender.Http.GetAsync($"/api/uploads/{first["id"]}")));
    }

    [Fact]
    public async Task Only_the_next_bytes_that_are_those_announced_count()
    {
        using var sender = await Sender.NewAsync(etalon);
        var bytes = Sender.Npy(1000, seed: 7);
        var begun = await sender.BeginAsync(("line.npy", bytes.Length));
        await Sender.OkAsync(await sender.PartAsync(begun, 0, bytes.AsMemory(0, 100)));

        Assert.Equal("409 wrong-offset", await Sender.RefusalAsync(await sender.PartAsync(begun, 0, bytes.AsMemory(0, 100))));
        Assert.Equal("409 wrong-offset", await Sender.RefusalAsync(await sender.PartAsync(begun, 200, bytes.AsMemory(0, 100))));
        Assert.Equal("422 digest-mismatch", await Sender.RefusalAsync(await sender.PartAsync(begun, 100, bytes.AsMemory(100, 99), Sender.Digest(bytes.AsSpan(100, 100)))));
        Assert.Equal("422 bad-digest", await Sender.RefusalAsync(await sender.PartAsync(begun, 100, bytes.AsMemory(100, 99), "md5=:AAAA:")));
        Assert.Equal("422 too-many-bytes", await Sender.RefusalAsync(await sender.PartAsync(begun, 100, new byte[bytes.Length - 99])));
        Assert.Equal("409 upload-incomplete", await Sender.RefusalAsync(await sender.ImportAsync(begun)));
        using var untold = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{begun["id"]}") { Content = new ByteArrayContent([1]) };
        untold.Content.Headers.ContentType = new("application/offset+octet-stream");
        Assert.Equal("422 no-offset", await Sender.RefusalAsync(await sender.Http.SendAsync(untold)));
        Assert.Equal(100, (int)(await sender.LookAsync(begun))["received"]!);

        // What was refused has left nothing behind that would be taken for the file.
        var run = await Sender.OkAsync(await sender.ImportAsync(await sender.SendAsync(await sender.LookAsync(begun), bytes, part: 4096)));
        Assert.Equal(bytes[^4000..], await sender.SamplesAsync(run));
    }

    [Fact]
    public async Task A_part_that_is_too_large_is_refused_and_the_connection_lives()
    {
        using var sender = await Sender.NewAsync(etalon);
        var begun = await sender.BeginAsync(("large.bin", 200_000_000));
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{begun["id"]}") { Content = new ByteArrayContent(new byte[67_108_865]) };
        request.Content.Headers.ContentType = new("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", "0");
        request.Headers.ExpectContinue = true;

        Assert.Equal("413 body-too-large", await Sender.RefusalAsync(await sender.Http.SendAsync(request)));
        Assert.Equal(0, (int)(await sender.LookAsync(begun))["received"]!);
    }

    [Fact]
    public async Task A_part_whose_line_hangs_does_not_lock_its_sender_out()
    {
        using var sender = await Sender.NewAsync(etalon);
        var bytes = Sender.Npy(1000, seed: 9);
        var begun = await sender.BeginAsync(("line.npy", bytes.Length));
        using var line = new TcpClient();
        await line.ConnectAsync("127.0.0.1", new Uri(etalon.Url).Port);
        var head = $"PATCH /api/uploads/{begun["id"]} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {sender.Http.DefaultRequestHeaders.Authorization}\r\n"
            + $"Content-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nContent-Length: {bytes.Length}\r\n\r\n";
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        await line.GetStream().WriteAsync(new byte[500]);
        Assert.True(await Processes.BecomesAsync(() => File.Exists(Path.Combine(Folder(begun), "line.npy")), TimeSpan.FromSeconds(10)));

        using var stranger = await Sender.NewAsync(etalon);
        Assert.Equal("404 unknown-upload", await Sender.RefusalAsync(await stranger.PartAsync(begun, 0, bytes)));
        Assert.False(line.GetStream().DataAvailable, "a stranger has ended the part");
        var sent = await sender.SendAsync(begun, bytes, part: 1000);

        using var reader = new StreamReader(line.GetStream());
        Assert.StartsWith("HTTP/1.1 409", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
        Assert.Equal(bytes[^4000..], await sender.SamplesAsync(await Sender.OkAsync(await sender.ImportAsync(sent))));
    }

    [Fact]
    public async Task What_cannot_be_brought_in_stays_until_it_is_deleted()
    {
        using var sender = await Sender.NewAsync(etalon);
        var noise = new byte[5000];
        new Random(11).NextBytes(noise);
        var sent = await sender.SendAsync(await sender.BeginAsync(("noise.h5", noise.Length)), noise, part: 5000);

        var refused = await sender.ImportAsync(sent);
        var told = await refused.Content.ReadAsStringAsync();
        Assert.False(refused.IsSuccessStatusCode, told);
        Assert.StartsWith("'noise.h5'", (string?)JsonNode.Parse(told)!["title"], StringComparison.Ordinal);
        Assert.Equal(noise, await File.ReadAllBytesAsync(Path.Combine(Folder(sent), "noise.h5")));
        Assert.Equal(noise.Length, (int)(await sender.LookAsync(sent))["received"]!);

        await Sender.OkAsync(await sender.Http.DeleteAsync($"/api/uploads/{sent["id"]}"));
        Assert.False(Directory.Exists(Folder(sent)));
        Assert.Equal("404 unknown-upload", await Sender.RefusalAsync(await sender.ImportAsync(sent)));
    }

    [Fact]
    public async Task Nobody_reads_what_another_has_sent()
    {
        using var sender = await Sender.NewAsync(etalon);
        using var thief = await Sender.NewAsync(etalon);
        var bytes = Sender.Npy(100, seed: 13);
        var sent = await sender.SendAsync(await sender.BeginAsync(("line.npy", bytes.Length)), bytes, part: 5000);
        var file = Path.Combine(Folder(sent), "line.npy");

        Assert.Equal("404 unknown-upload", await Sender.RefusalAsync(await thief.ImportAsync(sent)));
        foreach (var path in new[] { file, Path.Combine(Folder(sent), "..", $"{sent["id"]}", "line.npy") })
        {
            Assert.Equal("403 path-outside", await Sender.RefusalAsync(await thief.Http.PostAsJsonAsync("/api/datasets/import?wait=60", new { path })));
            Assert.Equal(
                "403 path-outside",
                await Sender.RefusalAsync(await thief.Http.PostAsJsonAsync("/api/runs?wait=60", new { @operator = "import", set = new { path }, cache = false })));
        }

        // A virtual file that would lead there is the business of the format's reader; a link in an upload cannot be made at all.
        var mine = await Sender.OkAsync(await sender.Http.PostAsJsonAsync("/api/runs?wait=60", new { @operator = "import", set = new { path = file }, cache = false }));
        Assert.Equal("done", (string?)mine["state"]);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a\u0000b")]
    [InlineData("a\nb")]
    public async Task A_name_that_leads_elsewhere_is_refused(string path)
    {
        using var sender = await Sender.NewAsync(etalon);

        Assert.Equal("422 bad-upload", await Sender.RefusalAsync(await sender.BeginningAsync([new { path, bytes = 1 }])));
    }

    [Fact]
    public async Task Lists_that_make_no_sense_are_refused()
    {
        using var sender = await Sender.NewAsync(etalon);
        var lists = new (string Expected, object[] Files)[]
        {
            ("422 bad-upload", []),
            ("422 bad-upload", [new { bytes = 1 }]),
            ("422 bad-upload", [null!]),
            ("422 bad-upload", [new { path = "a", bytes = -1 }]),
            ("422 bad-upload", [new { path = "a", bytes = 0 }]),
            ("422 bad-upload", [new { path = "a", bytes = 1 }, new { path = "a", bytes = 1 }]),
            ("422 bad-upload", [new { path = "a", bytes = 1 }, new { path = "a/b", bytes = 1 }]),
            ("422 bad-upload", [new { path = "a", bytes = long.MaxValue }, new { path = "b", bytes = long.MaxValue }]),
            ("422 bad-upload", [new { path = new string('x', 256), bytes = 1 }]),
            ("422 bad-upload", [new { path = string.Join('/', Enumerable.Repeat("d", 33)), bytes = 1 }]),
            ("422 bad-upload", [.. Enumerable.Range(0, 50_001).Select(static i => new { path = i.ToString(CultureInfo.InvariantCulture), bytes = 1 })]),
            ("413 upload-too-large", [new { path = "a", bytes = 2_000_000_000_000 }]),
            ("507 storage-full", [new { path = "a", bytes = 999_000_000_000 }]),
        };
        foreach (var (expected, files) in lists)
        {
            Assert.Equal(expected, await Sender.RefusalAsync(await sender.BeginningAsync(files)));
        }

        var named = new { name = "a\0b", files = new[] { new { path = "a", bytes = 1 } } };
        Assert.Equal("422 bad-upload", await Sender.RefusalAsync(await sender.Http.PostAsJsonAsync("/api/uploads", named)));
        Assert.Empty((await Sender.OkAsync(await sender.Http.GetAsync("/api/uploads")))["items"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_begins_without_end()
    {
        using var sender = await Sender.NewAsync(etalon);
        for (var i = 0; i < 32; i++)
        {
            await sender.BeginAsync(($"{i}", 1));
        }

        Assert.Equal("429 too-many-uploads", await Sender.RefusalAsync(await sender.BeginningAsync([new { path = "one more", bytes = 1 }])));
        Assert.Equal(32, (await Sender.OkAsync(await sender.Http.GetAsync("/api/uploads")))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Thousands_of_small_files_take_few_requests()
    {
        using var sender = await Sender.NewAsync(etalon);
        var begun = await sender.BeginAsync([.. Enumerable.Range(0, 3000).Select(static i => ($"many/{i % 7}/{i}", 10L))]);
        var bytes = Enumerable.Range(0, 3000).SelectMany(static i => Encoding.ASCII.GetBytes(i.ToString("D10", CultureInfo.InvariantCulture))).ToArray();

        await sender.SendAsync(begun, bytes, part: 20_003);

        Assert.Equal("0000002999", await File.ReadAllTextAsync(Path.Combine(Folder(begun), "many", $"{2999 % 7}", "2999")));
        Assert.Equal(3000, Directory.GetFiles(Folder(begun), "*", SearchOption.AllDirectories).Length);
        await Sender.OkAsync(await sender.Http.DeleteAsync($"/api/uploads/{begun["id"]}"));
    }

    /// <summary>Where the server keeps an upload.</summary>
    private string Folder(JsonNode upload) =>
        Directory.GetDirectories(Path.Combine(etalon.Home, "uploads")).Select(person => Path.Combine(person, $"{upload["id"]}")).FirstOrDefault(Directory.Exists) ?? "/nowhere";
}
