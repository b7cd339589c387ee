using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Files made or damaged so that looking into their nodes does harm.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class H5HostileTests(RunningEtalon etalon)
{
    /// <summary>A thousand texts that are all the same million letters, of which the file has only one copy.</summary>
    private const string Bomb = """
        import sys, h5py
        with h5py.File(sys.argv[1], 'w') as f:
            f['fine'] = [1, 2, 3]
            d = f.create_dataset('texts', (1000,), h5py.string_dtype(), chunks=(1000,))
            d[0] = 'x' * 1000000
            mask, raw = d.id.read_direct_chunk((0,))
            d.id.write_direct_chunk((0,), raw[:16] * 1000, mask)
        """;

    [Fact]
    public async Task A_short_file_of_endless_texts_is_refused_and_the_rest_of_it_is_read()
    {
        var file = etalon.NewFile("bomb.h5");
        await Python.RunAsync(Bomb, file);
        var id = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", file, "--in-place"));
        using var client = etalon.NewClient();

        using var all = await client.GetAsync($"/h5/data?file={id}&path=/texts");
        using var some = await client.GetAsync($"/h5/data?file={id}&path=/texts&selection=0:3");
        var fine = await client.GetStringAsync($"/h5/data?file={id}&path=/fine");

        Assert.True(new FileInfo(file).Length < 2_000_000);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, all.StatusCode);
        Assert.Equal(3_000_010, (await some.Content.ReadAsStringAsync()).Length);
        Assert.Equal("[1,2,3]", fine);
    }

    [Fact]
    public async Task A_file_that_crashes_the_library_is_refused_in_words()
    {
        var (file, damaged) = (etalon.NewFile("sound.h5"), etalon.NewFile("damaged.h5"));
        await KillerFile.MakeAsync(file, damaged);
        var id = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", file, "--in-place"));
        using var client = etalon.NewClient();
        var names = JsonNode.Parse(await client.GetStringAsync($"/h5/paths?file={id}"))!.AsArray().Select(static path => (string)path!).ToArray();
        File.Copy(damaged, file, overwrite: true);

        var statuses = new List<HttpStatusCode>();
        foreach (var name in names)
        {
            foreach (var route in new[] { "meta", "attr", "data" })
            {
                using var answer = await client.GetAsync($"/h5/{route}?file={id}&path={name}");
                statuses.Add(answer.StatusCode);
                Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
            }
        }

        Assert.Contains(HttpStatusCode.InternalServerError, statuses);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/h5/")).StatusCode);
    }

    [Fact]
    public async Task A_worker_that_hears_nothing_is_ended_when_the_client_goes_away()
    {
        var file = etalon.NewFile("small.h5");
        await Python.RunAsync("import sys, h5py\nwith h5py.File(sys.argv[1], 'w') as f: f['fine'] = [1, 2, 3]", file);
        var id = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", file, "--in-place"));
        using var client = etalon.NewClient();
        _ = await client.GetStringAsync($"/h5/meta?file={id}&path=/");
        var workers = (await etalon.Ok("status"))["workers"]!.AsArray().Where(static worker => (string?)worker!["kind"] is "foreign").Select(static worker => (int)worker!["process"]!).ToArray();
        Assert.NotEmpty(workers);

        // Stopped, they are like a library in a ring without end.
        await Child.RunAsync("kill", ["-STOP", .. workers.Select(static worker => $"{worker}")]);
        using (var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetStringAsync($"/h5/data?file={id}&path=/fine", impatient.Token));
        }

        var ended = await Processes.BecomesAsync(() => workers.Any(static worker => !Exists(worker)), TimeSpan.FromSeconds(15));
        foreach (var worker in workers.Where(Exists))
        {
            await Child.RunAsync("kill", ["-CONT", $"{worker}"]);
        }

        Assert.True(ended);
        Assert.Equal("[1,2,3]", await client.GetStringAsync($"/h5/data?file={id}&path=/fine"));
    }

    private static bool Exists(int process)
    {
        try
        {
            return !Process.GetProcessById(process).HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
