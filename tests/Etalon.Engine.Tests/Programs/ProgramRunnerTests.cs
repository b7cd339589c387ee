using System.Collections.Immutable;
using System.Diagnostics;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine.Tests;

public sealed class ProgramRunnerTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("etalon-program-").FullName;
    private readonly string _folder;

    public ProgramRunnerTests() => _folder = Directory.CreateDirectory(Path.Combine(_parent, "own")).FullName;

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void A_program_works_in_its_own_folder()
    {
        Run(Request("echo \"$HOME\" > where; cat > said", TimeSpan.FromSeconds(20)) with { StandardInput = "hello" });

        Assert.Equal(_folder, File.ReadAllText(Path.Combine(_folder, "where")).Trim());
        Assert.Equal("hello", File.ReadAllText(Path.Combine(_folder, "said")));
    }

    [Fact]
    public void A_failing_program_is_refused_with_its_last_words()
    {
        var refusal = Assert.Throws<RefusalException>(() => Run(Request("echo no licence >&2; exit 3", TimeSpan.FromSeconds(20))));

        Assert.Equal("program-failed", refusal.Code);
        Assert.Contains("exit code 3", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("no licence", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void At_the_time_limit_the_whole_tree_is_killed_daemons_too()
    {
        var watch = Stopwatch.StartNew();

        var refusal = Assert.Throws<RefusalException>(() => Run(Request(
            "setsid sh -c 'echo $$ > daemon; sleep 300' & (sleep 300 & echo $! > child; wait) & sleep 300", TimeSpan.FromSeconds(2))));

        Assert.Equal("time-limit", refusal.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20));
        Assert.True(IsGone(File.ReadAllText(Path.Combine(_folder, "daemon")).Trim()));
        Assert.True(IsGone(File.ReadAllText(Path.Combine(_folder, "child")).Trim()));
    }

    [Fact]
    public void A_program_that_takes_too_much_memory_is_killed()
    {
        var request = Request("exec /usr/bin/python3 -c 'import time; b = bytearray(600_000_000); time.sleep(60)'", TimeSpan.FromSeconds(60)) with
        {
            MemoryLimitBytes = 200_000_000,
        };

        var refusal = Assert.Throws<RefusalException>(() => Run(request));

        Assert.Equal("memory-limit", refusal.Code);
    }

    [Fact]
    public void Cancelling_kills_the_program()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        Assert.ThrowsAny<OperationCanceledException>(() => Run(Request("echo $$ > me; sleep 300", TimeSpan.FromMinutes(5)), stop.Token));

        Assert.True(IsGone(File.ReadAllText(Path.Combine(_folder, "me")).Trim()));
    }

    [Fact]
    public void A_missing_program_is_refused_by_name()
    {
        var request = Request("", TimeSpan.FromSeconds(5)) with { Executable = "no-such-program-anywhere" };

        var refusal = Assert.Throws<RefusalException>(() => Run(request));

        Assert.Equal("missing-program", refusal.Code);
    }

    private static ProgramRequest Request(string script, TimeSpan limit) => new(
        "/bin/sh", ["-c", script], "npy", ImmutableSortedDictionary<string, string>.Empty, limit, 4_000_000_000);

    private static bool IsGone(string process)
    {
        var stat = $"/proc/{process}/stat";
        return !File.Exists(stat) || File.ReadAllText(stat).Split(") ")[^1][0] is 'Z' or 'X';
    }

    private void Run(ProgramRequest request, CancellationToken cancellation = default) =>
        new ProgramRunner(TimeProvider.System).Run(request, _folder, request.Arguments, "", cancellation);
}
