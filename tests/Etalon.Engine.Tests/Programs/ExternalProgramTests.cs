using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine.Tests;

/// <summary>The operator that runs programs: what these see, what they leave, and who may order it.</summary>
public sealed class ExternalProgramTests : IDisposable
{
    private readonly EngineFolder _folder = new();

    private string Printed => Path.Combine(_folder.Path, "printed");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_program_sees_the_system_its_folder_and_what_it_is_given()
    {
        var (given, other) = (Path.Combine(_folder.Path, "given.txt"), Path.Combine(_folder.Path, "other.txt"));
        File.WriteAllText(given, "read me");
        File.WriteAllText(other, "secret");

        Run($"cat {given}; cat {other} || echo hidden; touch {given} || echo kept; touch /usr/x || echo sealed; pwd; ls -d /home /root 2>/dev/null || echo bare; grep -c : /proc/net/dev; echo $GREETING; ls -d /proc/[0-9]* | wc -l", reads: [given], greeting: "hello");

        var said = File.ReadAllLines(Printed);

        // The one line of /proc/net/dev with a colon is that of the loopback device.
        Assert.Equal(["read mehidden", "kept", "sealed", "/work", "bare", "1", "hello"], said[..^1]);
        Assert.InRange(int.Parse(said[^1], CultureInfo.InvariantCulture), 1, 8);
    }

    [Fact]
    public void A_program_gets_cubes_as_files_and_leaves_one()
    {
        var cube = new CubeInfo("tas", [new Axis("x", 4)], SampleType.Float32);
        var input = _folder.Store(cube, [1, 2, 3, 4.5f], 4);
        var made = Path.Combine(_folder.Path, "sum.txt");
        var script = "import netCDF4,sys; open(sys.argv[2],'w').write(str(float(netCDF4.Dataset(sys.argv[1])['tas'][:].sum())))";
        var request = _folder.Request(
            "program",
            new JsonObject { ["program"] = "python3", ["arguments"] = new JsonArray("-c", script, "{in:cubes[0]}", "{made}"), ["made"] = made },
            ("cubes", input)) with
        { MayUseReserved = true };

        var result = _folder.Run(request);

        Assert.Empty(result.Outputs);
        Assert.Equal("10.5", File.ReadAllText(made));
    }

    [Fact]
    public void A_link_in_place_of_the_file_is_not_taken()
    {
        var made = Path.Combine(_folder.Path, "made.txt");

        var refusal = Assert.Throws<RefusalException>(() => Run("ln -s /etc/hostname made.txt", made: made));

        Assert.Equal("missing-output", refusal.Code);
        Assert.False(Path.Exists(made));
    }

    [Fact]
    public void All_that_a_program_says_is_in_the_log_of_the_run_and_its_failure_says_the_end()
    {
        var log = Path.Combine(_folder.Path, "run.log");

        var refusal = Assert.Throws<RefusalException>(() => Run("echo one; echo two >&2; exit 7", log: log));

        Assert.Equal("program-failed", refusal.Code);
        Assert.Contains("'sh' ended with exit code 7", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("two", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["one", "two"], File.ReadAllLines(log).Order(StringComparer.Ordinal));
        Assert.Equal("one\n", File.ReadAllText(Printed));
    }

    [Theory]
    [InlineData("memory-limit", "b = bytearray(300_000_000)")]
    [InlineData("time-limit", "pass")]
    public void A_program_does_not_outgrow_its_limits_by_hiding_its_child(string code, string deed)
    {
        // Another session, no environment, and an orphan: neither the session nor the mark leads to it.
        var child = $"import os,time; os.setsid() if os.fork()==0 else os._exit(0); {deed}; time.sleep(100)";

        var refusal = Assert.Throws<RefusalException>(() => Run(
            $"setsid env -i /usr/bin/python3 -c '{child}' & sleep 100", seconds: code is "time-limit" ? 1.5 : 30, memory: 100_000_000));

        Assert.Equal(code, refusal.Code);
        Assert.DoesNotContain(Directory.EnumerateDirectories("/proc").Select(static folder => Path.Combine(folder, "cmdline")), file => Says(file, deed));
    }

    [Theory]
    [InlineData("""{"etalon": 1, "nodes": {"step": {"op": "program", "set": {"program": "touch"}}}, "outputs": {}}""")]
    [InlineData("""{"etalon": 1, "nodes": {"made": {"op": "random", "set": {"shape": "x=3"}}, "step": {"op": "program", "set": {"program": "touch"}, "in": {"cubes": ["made"]}}}, "outputs": {"made": "made"}}""")]
    [InlineData("""{"etalon": 1, "nodes": {"step": {"op": "test.program-inside"}}, "outputs": {}}""")]
    public void Nobody_but_the_server_orders_a_program(string workflow)
    {
        var request = _folder.Request(JsonNode.Parse(workflow)!.AsObject());

        var refusal = Assert.Throws<RefusalException>(() => _folder.Run(request));

        Assert.Equal("reserved-operator", refusal.Code);
        Assert.Equal(RefusalKind.Forbidden, refusal.Kind);
    }

    [Fact]
    public void A_program_that_was_begun_is_not_run_again_when_its_run_goes_on()
    {
        var log = Path.Combine(_folder.Path, "run.log");
        var request = _folder.Request("program", new JsonObject { ["program"] = "echo", ["arguments"] = new JsonArray("done") }) with { MayUseReserved = true, Log = log };
        _folder.Run(request with { Resume = true });
        Assert.Equal("done\n", File.ReadAllText(log));

        // As after a server that died with the program: the run is taken from the queue again.
        var refusal = Assert.Throws<RefusalException>(() => _folder.Run(request with { Resume = true }));

        Assert.Equal("program-interrupted", refusal.Code);
        Assert.Equal("done\n", File.ReadAllText(log));
    }

    private static bool Says(string file, string text)
    {
        try
        {
            return text.Length > 5 && File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void Run(string script, string[]? reads = null, string made = "", string log = "", double seconds = 30, long memory = 1L << 30, string greeting = "")
    {
        var request = _folder.Request("program", new JsonObject
        {
            ["program"] = "sh",
            ["arguments"] = new JsonArray("-c", script),
            ["reads"] = new JsonArray([.. (reads ?? []).Select(static path => (JsonNode)path)]),
            ["environment"] = new JsonObject { ["GREETING"] = greeting },
            ["made"] = made,
            ["printedTo"] = Printed,
            ["seconds"] = seconds,
            ["memoryBytes"] = memory,
        });
        _folder.Run(request with { MayUseReserved = true, Log = log });
    }
}
