using System.Globalization;
using Etalon.Ophidia;

namespace Etalon.Server.Tests;

/// <summary>Loops, choices, variables and waiting within a request.</summary>
public sealed class FlowTests
{
    private readonly FakeRequests _requests = new();

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task A_loop_puts_labels_and_indexes_in_and_collects_cubes_in_order(string parallel)
    {
        var outcome = await _requests.RunAsync($$"""
            {"name":"start","operator":"oph_make","arguments":["text=s"]},
            {"name":"loop","operator":"oph_for","arguments":["name=i","values=a|b|c","counter=2:2:6","parallel={{parallel}}"],"dependencies":[{"task":"start","type":"single"}]},
            {"name":"R","operator":"oph_make","arguments":["text=@{i}&i@i"],"dependencies":[{"task":"loop","type":"single"}]},
            {"name":"end","operator":"oph_endfor","dependencies":[{"task":"R","type":"all"}]},
            {"name":"all","operator":"oph_gather","dependencies":[{"task":"end","argument":"cubes"}]}
            """);

        Assert.Equal(
            ["start: COMPLETED ->s", "loop: COMPLETED ->s", "R (1): COMPLETED ->s>a2a", "R (2): COMPLETED ->s>b4b", "R (3): COMPLETED ->s>c6c", "end: COMPLETED ->s>a2a|->s>b4b|->s>c6c", "all: COMPLETED (->s>a2a|->s>b4b|->s>c6c)"],
            outcome.Tasks);
    }

    [Fact]
    public async Task Loops_within_loops_and_values_from_other_tasks()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"two","operator":"oph_two"},
            {"name":"f","operator":"oph_for","arguments":["key=c","parallel=yes"],"dependencies":[{"task":"two","argument":"values"}]},
            {"name":"g","operator":"oph_for","arguments":["key=n","counter=1:2"],"dependencies":[{"task":"f"}]},
            {"name":"t","operator":"oph_make","arguments":["cube=@c","text=&{n}"],"dependencies":[{"task":"g"}]},
            {"name":"eg","operator":"oph_endfor","dependencies":[{"task":"t","type":"all"}]},
            {"name":"ef","operator":"oph_endfor","dependencies":[{"task":"eg","type":"all"}]}
            """);

        Assert.Equal("ef: COMPLETED x1>1|x1>2|x2>1|x2>2", outcome.Tasks[^1]);
        Assert.Contains("t (2) (1): COMPLETED x2>1", outcome.Tasks);
    }

    [Fact]
    public async Task At_most_four_tasks_work_at_a_time()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"f","operator":"oph_for","arguments":["counter=1:60","parallel=yes"]},
            {"name":"t","operator":"oph_make","arguments":["text=&index"],"dependencies":[{"task":"f"}]},
            {"name":"e","operator":"oph_endfor","dependencies":[{"task":"t","type":"all"}]}
            """);

        Assert.Equal(string.Join('|', Enumerable.Range(1, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"->{i}"))), outcome.Rows("workflow_list")[^1][5]);
        Assert.InRange(_requests.Family.MostAtOnce, 2, 4);
    }

    [Theory]
    [InlineData("jan", "A")]
    [InlineData("feb", "B")]
    [InlineData("dec", "C")]
    public async Task One_branch_is_taken(string month, string taken)
    {
        var outcome = await _requests.RunAsync($$"""
            {"name":"set","operator":"oph_set","arguments":["key=m","value={{month}}"]},
            {"name":"if","operator":"oph_if","arguments":["condition=@m == 'jan'"],"dependencies":[{"task":"set"}]},
            {"name":"A","operator":"oph_make","arguments":["text=A"],"dependencies":[{"task":"if"}]},
            {"name":"elseif","operator":"oph_elseif","arguments":["condition=@m == 'feb' || 1 > 2"],"dependencies":[{"task":"if"}]},
            {"name":"B","operator":"oph_make","arguments":["text=B"],"dependencies":[{"task":"elseif"}]},
            {"name":"else","operator":"oph_else","dependencies":[{"task":"elseif"}]},
            {"name":"C","operator":"oph_make","arguments":["text=C"],"dependencies":[{"task":"else"}]},
            {"name":"endif","operator":"oph_endif","dependencies":[{"task":"A","type":"all"},{"task":"B","type":"all"},{"task":"C","type":"all"}]},
            {"name":"after","operator":"oph_make","dependencies":[{"task":"endif","type":"single"}]}
            """);

        Assert.Equal("OPH_STATUS_COMPLETED", outcome.State);
        Assert.Equal($"after: COMPLETED ->{taken}>x", outcome.Tasks[^1]);
        Assert.Equal(2, outcome.Tasks.Count(line => line is "A: UNSELECTED" or "B: UNSELECTED" or "C: UNSELECTED"));
    }

    [Fact]
    public async Task Where_no_branch_is_taken_the_cube_may_go_on()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"a","operator":"oph_make"},
            {"name":"if","operator":"oph_if","arguments":["condition=1 > 2","forward=yes"],"dependencies":[{"task":"a","type":"single"}]},
            {"name":"b","operator":"oph_make","dependencies":[{"task":"if","type":"single"}]},
            {"name":"endif","operator":"oph_endif","dependencies":[{"task":"b","type":"single"}]}
            """);

        Assert.Equal("endif: COMPLETED ->x", outcome.Tasks[^1]);
    }

    [Fact]
    public async Task Variables_are_seen_by_what_comes_after()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"s","operator":"oph_set","arguments":["key=n","value=EVAL(10/2+sqrt(4))"]},
            {"name":"f","operator":"oph_for","arguments":["counter=1:3"],"dependencies":[{"task":"s"}]},
            {"name":"t","operator":"oph_set","arguments":["key=n","value=EVAL(@n+&index)"],"dependencies":[{"task":"f"}]},
            {"name":"e","operator":"oph_endfor","dependencies":[{"task":"t"}]},
            {"name":"u","operator":"oph_make","arguments":["text=@n of @OPH_WORKFLOW_ID for @OPH_USER, @v"],"variables":[{"key":"v","svalue":"w"}],"dependencies":[{"task":"e"}]}
            """);

        Assert.Equal("u: COMPLETED ->13 of 7 for ada, w", outcome.Tasks[^1]);
    }

    [Fact]
    public async Task An_unknown_variable_is_a_fault_of_its_task()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_make","arguments":["text=@nobody"]}""");

        Assert.Contains("'nobody'", outcome.Message("status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_else_ends_the_waiting_and_sets_variables()
    {
        var run = _requests.RunAsync("""
            {"name":"ask","operator":"oph_wait","arguments":["type=input","key=colour","value=none","message=Which colour?"]},
            {"name":"t","operator":"oph_make","arguments":["text=@colour"],"dependencies":[{"task":"ask"}]}
            """);
        LiveRequest? live = null;
        while (live is null || !TryAnswer(live))
        {
            await Task.Delay(5);
            live = _requests.Live.Find(FakeRequests.Visit().Session.Code, FakeRequests.Visit().Workflow);
        }

        Assert.Equal("t: COMPLETED ->red", (await run).Tasks[1]);

        static bool TryAnswer(LiveRequest live)
        {
            try
            {
                live.Answer("Task 0", "continue", System.Collections.Immutable.ImmutableDictionary<string, OphidiaVariable>.Empty.Add("colour", new OphidiaVariable("red", 1)));
                return true;
            }
            catch (Etalon.Cubes.RefusalException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_file_that_comes_ends_the_waiting_and_one_that_does_not_fails()
    {
        var file = Path.Combine(Path.GetTempPath(), $"etalon-wait-{Guid.NewGuid():N}");
        var run = _requests.RunAsync($$"""{"name":"w","operator":"oph_wait","arguments":["type=file","filename={{file}}","timeout=20"]}""");
        await File.WriteAllTextAsync(file, "");
        Assert.Equal("OPH_STATUS_COMPLETED", (await run).State);
        File.Delete(file);

        var late = await new FakeRequests().RunAsync($$"""{"name":"w","operator":"oph_wait","arguments":["type=file","filename={{file}}","timeout=0.2"]}""");
        Assert.Equal("OPH_STATUS_EXPIRED", late.State);
        Assert.Contains("did not come", late.Message("status"), StringComparison.Ordinal);
    }
}
