using System.Net.Http.Json;

namespace Etalon.Server.Tests;

/// <summary><c>dataset upload</c> and <c>uploads</c>.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class UploadCommandTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_file_is_sent_and_brought_in()
    {
        var file = etalon.NewFile("sent.npy");
        var bytes = Sender.Npy(2_000_000, seed: 41);
        await File.WriteAllBytesAsync(file, bytes);

        var run = await etalon.Ok("dataset", "upload", file, "--name", "by hand", "--codec", "zstd");

        using var http = etalon.NewClient();
        Assert.Equal(bytes[^8_000_000..], await http.GetByteArrayAsync($"/api/cube/samples?cube={Uri.EscapeDataString(RunningEtalon.Place(run))}"));
        Assert.Equal("by hand", (string?)(await etalon.Ok("dataset", "show", RunningEtalon.DatasetOf(run)))["name"]);
    }

    [Fact]
    public async Task What_was_begun_is_carried_on_and_only_the_rest_is_sent()
    {
        var file = etalon.NewFile("begun.npy");
        var bytes = Sender.Npy(10_000, seed: 43);
        await File.WriteAllBytesAsync(file, bytes);
        using var http = etalon.NewClient();
        var modified = new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeMilliseconds();
        var begun = await Sender.OkAsync(await http.PostAsJsonAsync("/api/uploads", new { files = new[] { new { path = "begun.npy", bytes = bytes.Length, modified } } }));

        // Bytes that the file does not have: what was sent before is not sent again.
        using var part = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{begun["id"]}") { Content = new ByteArrayContent([.. bytes[..5000], .. new byte[5000]]) };
        part.Content.Headers.ContentType = new("application/offset+octet-stream");
        part.Headers.Add("Upload-Offset", "0");
        await Sender.OkAsync(await http.SendAsync(part));
        Assert.Contains((await etalon.Ok("uploads", "list"))["items"]!.AsArray(), item => string.Equals((string?)item!["id"], (string?)begun["id"], StringComparison.Ordinal));

        var sent = await etalon.Cli("dataset", "upload", file, "-o", "json");

        Assert.True(sent.ExitCode == 0, sent.ToString());
        Assert.Contains("going on after 10.0 kB of 40.1 kB", sent.Errors, StringComparison.Ordinal);
        var samples = await http.GetByteArrayAsync($"/api/cube/samples?cube={Uri.EscapeDataString(RunningEtalon.Place(sent.Json))}");
        var expected = bytes.AsSpan(bytes.Length - 40_000).ToArray();
        expected.AsSpan(5000 - (bytes.Length - 40_000), 5000).Clear();
        Assert.Equal(expected, samples);
    }

    [Fact]
    public async Task A_folder_with_links_to_its_files_is_sent_whole_and_one_with_a_link_to_a_folder_not_at_all()
    {
        var folder = Path.GetDirectoryName(etalon.NewFile("x"))!;
        var store = Directory.CreateDirectory(Path.Combine(folder, "store")).FullName;
        var array = Directory.CreateDirectory(Path.Combine(store, "v")).FullName;
        await File.WriteAllTextAsync(Path.Combine(store, ".zgroup"), """{"zarr_format":2}""");
        await File.WriteAllTextAsync(
            Path.Combine(array, ".zarray"), """{"zarr_format":2,"shape":[4],"chunks":[4],"dtype":"|u1","compressor":null,"fill_value":0,"filters":null,"order":"C"}""");
        await File.WriteAllBytesAsync(Path.Combine(store, "bytes"), [1, 2, 3, 4]);
        File.CreateSymbolicLink(Path.Combine(array, "0"), "../bytes");

        var run = await etalon.Ok("dataset", "upload", store + "/");
        using var http = etalon.NewClient();
        Assert.Equal([1, 2, 3, 4], await http.GetByteArrayAsync($"/api/cube/samples?cube={Uri.EscapeDataString(RunningEtalon.Place(run))}"));

        File.CreateSymbolicLink(Path.Combine(store, "secret"), "/etc/hostname");
        await etalon.Refused(65, "link-outside", "dataset", "upload", store);
        File.Delete(Path.Combine(store, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(store, "ring"), store);
        await etalon.Refused(65, "no-plain-file", "dataset", "upload", store);
        await etalon.Refused(65, "empty-folder", "dataset", "upload", Directory.CreateDirectory(Path.Combine(folder, "empty")).FullName);
        await etalon.Refused(66, "missing-file", "dataset", "upload", Path.Combine(folder, "nowhere"));
        Assert.DoesNotContain((await etalon.Ok("uploads", "list"))["items"]!.AsArray(), static item => (string?)item!["name"] is "store");
    }
}
