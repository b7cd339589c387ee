using System.Globalization;
using Etalon.Ophidia;

namespace Etalon.Server.Tests;

public sealed class RunnerTests
{
    private readonly FakeRequests _requests = new();

    [Fact]
    public async Task One_task_answers_for_itself()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_make","arguments":["cube=p","text=q"]}""");

        Assert.Equal("OPH_STATUS_COMPLETED", outcome.State);
        Assert.Equal(["make", "status"], outcome.Keys);
        Assert.Equal("p>q", outcome.Message("make"));
        Assert.Equal("[\"p>q\"]", outcome.Document["extra"]!["values"]!.ToJsonString().Replace("\\u003E", ">", StringComparison.Ordinal));
        Assert.Empty(_requests.States);
    }

    [Fact]
    public async Task One_task_that_fails_is_an_error_with_what_to_do()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_fail"}""");

        Assert.Equal("OPH_STATUS_ERROR", outcome.State);
        Assert.Contains("\"title\": \"ERROR\"", outcome.Text, StringComparison.Ordinal);
        Assert.Equal("It cannot be done. Do it otherwise.\n", outcome.Message("status"));
    }

    [Fact]
    public async Task A_chain_hands_cubes_on_and_lists_its_tasks()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"c","operator":"oph_gather","dependencies":[{"task":"b","argument":"cubes"},{"task":"a","argument":"cubes","order":"1"}]},
            {"name":"a","operator":"oph_two","arguments":["text=t"]},
            {"name":"b","operator":"oph_make","arguments":["text=n"],"dependencies":[{"task":"a","type":"single","output_order":"2"}]}
            """);

        Assert.Equal("OPH_STATUS_COMPLETED", outcome.State);
        Assert.Equal(["a: COMPLETED t1|t2", "b: COMPLETED t2>n", "c: COMPLETED (t2>n|t1|t2)"], outcome.Tasks);
        Assert.Equal(["workflow_status", "workflow_progress", "workflow_info", "workflow_list", "status"], outcome.Keys);
        Assert.Equal(["3", "0", "3"], outcome.Rows("workflow_progress")[0]);
        Assert.Equal(["https://h:8/ophidia/sessions/9af1/experiment?7#42", "7", "42"], outcome.Rows("workflow_info")[0]);
        Assert.Contains("\"title\": \"Workflow Status\"", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(1, _requests.Progress);
        Assert.All(_requests.States.Values, state => Assert.Equal("OPH_STATUS_COMPLETED", state));
    }

    [Fact]
    public async Task One_task_is_listed_where_the_request_says_so()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_make"}""", "\"direct_output\":\"no\",");

        Assert.Equal(["t: COMPLETED ->x"], outcome.Tasks);
    }

    [Fact]
    public async Task Single_takes_exactly_one_cube()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"a","operator":"oph_two"},
            {"name":"b","operator":"oph_make","on_error":"continue","dependencies":[{"task":"a","type":"single"}]},
            {"name":"c","operator":"oph_make","dependencies":[{"task":"b"}]},
            {"name":"d","operator":"oph_make","dependencies":[{"task":"a"}]}
            """);

        Assert.Equal(["a: COMPLETED x1|x2", "b: ERROR", "c: ABORTED", "d: COMPLETED ->x"], outcome.Tasks);
        Assert.Contains("exactly one", outcome.Message("workflow_summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_cubes_for_one_argument_are_taken_one_by_one()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"a","operator":"oph_two"},
            {"name":"b","operator":"oph_make","arguments":["text=m"],"dependencies":[{"task":"a","type":"all"}]}
            """);

        Assert.Equal("b: COMPLETED x1>m|x2>m", outcome.Tasks[1]);
        Assert.Equal(["SIMPLE", "MASSIVE"], outcome.Rows("workflow_list").Select(row => row[2]));
    }

    [Theory]
    [InlineData("skip", "OPH_STATUS_COMPLETED", "f: SKIPPED|after: COMPLETED ->x|other: COMPLETED ->x|last: COMPLETED ->x")]
    [InlineData("continue", "OPH_STATUS_COMPLETED", "f: ERROR|after: ABORTED|other: COMPLETED ->x|last: COMPLETED ->x")]
    [InlineData("break", "OPH_STATUS_ERROR", "f: ERROR|after: ABORTED|last: ABORTED")]
    [InlineData("", "OPH_STATUS_ERROR", "f: ERROR|after: ABORTED|last: ABORTED")]
    [InlineData("repeat 3", "OPH_STATUS_ERROR", "f: ERROR|after: ABORTED|last: ABORTED")]
    public async Task What_follows_a_fault_is_the_tasks_choice(string policy, string state, string tasks)
    {
        var outcome = await _requests.RunAsync($$"""
            {"name":"f","operator":"oph_fail"{{(policy.Length > 0 ? $",\"on_error\":\"{policy}\"" : "")}}},
            {"name":"after","operator":"oph_make","dependencies":[{"task":"f"}]},
            {"name":"other","operator":"oph_make"},
            {"name":"s1","operator":"oph_make","dependencies":[{"task":"other"}]},{"name":"s2","operator":"oph_make","dependencies":[{"task":"s1"}]},
            {"name":"s3","operator":"oph_wait","arguments":["timeout=0.1"],"dependencies":[{"task":"s2"}]},
            {"name":"last","operator":"oph_make","dependencies":[{"task":"s3"}]}
            """);

        Assert.Equal(state, outcome.State);
        Assert.Equal(state, outcome.Message("workflow_status"));
        var expected = tasks.Split('|');
        var names = expected.Select(line => line.Split(':')[0]).ToArray();
        Assert.Equal(expected, outcome.Tasks.Where(line => names.Contains(line.Split(':')[0])));
        Assert.StartsWith("f: It cannot be done.", outcome.Message("workflow_summary"), StringComparison.Ordinal);
        Assert.Equal("SUCCESS", (string?)outcome.Document["response"]!.AsArray()[^1]!["objcontent"]![0]!["title"]);
        Assert.Equal(policy is "repeat 3" ? 4 : 1, _requests.Family.Log.Count(line => line.StartsWith("fail", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_fails_twice_and_is_repeated_succeeds()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_flaky","on_error":"repeat 2"}""");

        Assert.Equal("late", outcome.Message("flaky"));
    }

    [Fact]
    public async Task Abort_stops_what_is_under_way()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"slow","operator":"oph_slow"},
            {"name":"f","operator":"oph_fail","on_error":"abort"}
            """);

        Assert.Equal(["slow: ABORTED", "f: ERROR"], outcome.Tasks);
        Assert.Equal("OPH_STATUS_ERROR", outcome.State);
    }

    [Fact]
    public async Task A_cancelled_request_says_which_tasks_were_done()
    {
        using var stop = new CancellationTokenSource();
        var run = _requests.RunAsync("""
            {"name":"a","operator":"oph_make"},
            {"name":"slow","operator":"oph_slow","dependencies":[{"task":"a"}]},
            {"name":"z","operator":"oph_make","dependencies":[{"task":"slow"}]}
            """, cancellation: stop.Token);
        while (!_requests.Family.Log.Any(line => line.StartsWith("slow", StringComparison.Ordinal)))
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();
        var outcome = await run;

        Assert.Equal("OPH_STATUS_ABORTED", outcome.State);
        Assert.Equal(["a: COMPLETED ->x", "slow: ABORTED", "z: ABORTED"], outcome.Tasks);
        Assert.Equal("OPH_STATUS_ABORTED", _requests.States["slow"]);
    }

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
    public async Task A_filter_runs_an_operator_for_all_that_fits()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_make","arguments":["cube=[level=1;measure=tos]","text=m"]}""");

        Assert.Equal(["massive_status", "massive_info", "massive_list", "status"], outcome.Keys);
        Assert.Contains("\"title\": \"Massive Operation Status\"", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(["c1>m", "c2>m", "c3>m"], outcome.Rows("massive_list").Select(row => row[3]));
        Assert.Equal("OPH_STATUS_COMPLETED", outcome.Message("massive_status"));
    }

    [Theory]
    [InlineData("cube=[https://h/1/1|https://h/1/2]")]
    [InlineData("cube=[measure=none]")]
    public async Task What_fits_nothing_is_a_warning(string argument)
    {
        var outcome = await _requests.RunAsync($$"""{"name":"t","operator":"oph_make","arguments":["{{argument}}"]}""");

        Assert.Equal("No object found!\n", outcome.Message("massive_summary"));
        Assert.Equal("OPH_STATUS_COMPLETED", outcome.State);
        Assert.Empty(_requests.Family.Log);
    }

    [Fact]
    public async Task A_filter_of_files_can_be_tried_out_first()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_make","arguments":["src_path=[path=/d;file=*.nc;run=no]"]}""");

        Assert.Equal([("OPH_STATUS_UNSELECTED", "/d/a.nc"), ("OPH_STATUS_UNSELECTED", "/d/b.nc")], outcome.Rows("massive_list").Select(row => (row[1], row[2])));
        Assert.Empty(_requests.Family.Log);
    }

    [Fact]
    public async Task A_wrong_filter_is_an_error()
    {
        var outcome = await _requests.RunAsync("""{"name":"t","operator":"oph_make","arguments":["cube=[colour=red]"]}""");

        Assert.Contains("colour", outcome.Message("status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_end_cubes_are_deleted_as_tasks_say()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"a","operator":"oph_two","on_exit":"oph_delete"},
            {"name":"b","operator":"oph_fail","dependencies":[{"task":"a"}]},
            {"name":"c","operator":"oph_make","on_exit":"oph_delete","dependencies":[{"task":"b"}]}
            """);

        Assert.Equal("OPH_STATUS_ERROR", outcome.State);
        Assert.Equal(["delete x1 x", "delete x2 x"], _requests.Family.Log.Where(line => line.StartsWith("delete", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_request_that_is_only_checked_runs_nothing()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"a","operator":"oph_make","arguments":["choice=b"]},
            {"name":"b","operator":"oph_make","arguments":["choice=z"],"dependencies":[{"task":"a","type":"single"}]}
            """, "\"run\":\"no\",\"on_error\":\"continue\",");

        Assert.Equal(["a: UNSELECTED", "b: ERROR"], outcome.Tasks);
        Assert.Contains("'choice' is 'z'", outcome.Message("workflow_summary"), StringComparison.Ordinal);
        Assert.Empty(_requests.Family.Log);
    }

    [Fact]
    public async Task What_was_done_before_is_not_done_again()
    {
        var request = OphidiaRequest.Parse("""
            {"name":"w","tasks":[
              {"name":"a","operator":"oph_fail"},
              {"name":"b","operator":"oph_make","dependencies":[{"task":"a","type":"single"}]}]}
            """);

        var outcome = await _requests.RunAsync(request with { Done = request.Done.Add("a", ["kept"]) });

        Assert.Equal(["a: COMPLETED kept", "b: COMPLETED kept>x"], outcome.Tasks);
    }

    [Fact]
    public async Task Cubes_that_only_lead_on_may_stay_recipes()
    {
        await _requests.RunAsync("""
            {"name":"a","operator":"oph_make","arguments":["text=a"]},
            {"name":"b","operator":"oph_make","arguments":["text=b"],"dependencies":[{"task":"a","type":"single"}]},
            {"name":"c","operator":"oph_make","arguments":["text=c"],"dependencies":[{"task":"b","type":"single"}]}
            """);

        Assert.Equal(["a", "b"], _requests.Family.Staying.Order());
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

    [Theory]
    [InlineData("""{"name":"a","operator":"oph_make"},{"name":"m","operator":"oph_manage"}""", OphidiaError.Server)]
    [InlineData("""{"name":"a","operator":"oph_admin"}""", OphidiaError.Authentication)]
    [InlineData("""{"name":"a","operator":"oph_nothing"}""", OphidiaError.Parameter)]
    [InlineData("""{"name":"a","operator":"oph_for","arguments":["counter=1:2"]}""", OphidiaError.Parameter)]
    public async Task What_is_wrong_with_the_whole_is_an_error_number(string tasks, OphidiaError error)
    {
        var refusal = await Assert.ThrowsAsync<OphidiaException>(() => _requests.RunAsync(tasks));

        Assert.Equal(error, refusal.Error);
        Assert.Empty(_requests.Family.Log);
    }
}
