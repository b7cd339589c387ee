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

    [Theory]
    [InlineData("compact", "MARKER ID,TASK NAME,TYPE,EXIT STATUS", true)]
    [InlineData("classic", "OPH JOB ID,SESSION CODE,WORKFLOW ID,MARKER ID,PARENT MARKER ID,TASK NAME,TYPE,EXIT STATUS", false)]
    [InlineData("extended_compact", "MARKER ID,TASK NAME,TYPE,EXIT STATUS,INPUT,OUTPUT,BEGIN TIME,END TIME", true)]
    public async Task The_list_of_tasks_has_the_form_that_is_asked_for(string form, string columns, bool hasInfo)
    {
        var outcome = await _requests.RunAsync("""{"name":"a","operator":"oph_make"},{"name":"b","operator":"oph_make"}""", $"\"output_format\":\"{form}\",");

        Assert.Equal(columns.Split(','), outcome.Columns("workflow_list"));
        Assert.Equal(hasInfo, outcome.Keys.Contains("workflow_info", StringComparer.Ordinal));
        Assert.Equal(2, outcome.Rows("workflow_list").Length);
    }

    [Theory]
    [InlineData("\"output_format\":\"short\",", "output_format")]
    [InlineData("\"callback_url\":\"file:///etc/passwd\",", "callback_url")]
    [InlineData("\"callback_url\":\"https://user:word@example.org/\",", "callback_url")]
    public async Task What_the_whole_cannot_be_is_a_wrong_parameter(string globals, string said)
    {
        var fault = await Assert.ThrowsAsync<OphidiaException>(() => _requests.RunAsync("""{"name":"a","operator":"oph_make"}""", globals));

        Assert.Equal(OphidiaError.Parameter, fault.Error);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_argument_is_warned_of_and_work_goes_on()
    {
        var one = await _requests.RunAsync("""{"name":"t","operator":"oph_make","arguments":["cubs=p"]}""");
        var two = await _requests.RunAsync("""{"name":"a","operator":"oph_make"},{"name":"b","operator":"oph_make","arguments":["tekst=p"]}""");

        Assert.Equal(["make", "summary", "status"], one.Keys);
        Assert.Contains("no argument 'cubs', which was passed over. Did you mean 'cube'?", one.Message("summary"), StringComparison.Ordinal);
        Assert.StartsWith("b: oph_make has no argument 'tekst'", two.Message("workflow_summary"), StringComparison.Ordinal);
        Assert.Equal("OPH_STATUS_COMPLETED", two.State);
    }

    [Fact]
    public async Task A_filter_leaves_the_outputs_that_fit()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"a","operator":"oph_two","arguments":["text=c"]},
            {"name":"b","operator":"oph_gather","dependencies":[{"task":"a","argument":"cubes","filter":"level=2"}]},
            {"name":"c","operator":"oph_gather","on_error":"continue","dependencies":[{"task":"a","argument":"cubes","filter":"[measure=none]"}]},
            {"name":"d","operator":"oph_gather","on_error":"continue","dependencies":[{"task":"a","argument":"cubes","filter":"run=no"}]},
            {"name":"e","operator":"oph_gather","dependencies":[{"task":"a","argument":"cubes","filter":"all"}]}
            """);

        Assert.Equal(["a: COMPLETED c1|c2", "b: COMPLETED (c1|c2)", "c: ERROR", "d: ERROR", "e: COMPLETED (c1|c2)"], outcome.Tasks);
        Assert.Contains("it has no output", outcome.Message("workflow_summary"), StringComparison.Ordinal);
        Assert.Contains("'run' says nothing of an output", outcome.Message("workflow_summary"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_called_as_cmip5_calls_them_name_their_measure()
    {
        var parts = new TaskParts("src_path", []) { IsNamedByFile = true };
        var task = new OphidiaTask("t", "oph_importnc", [], []);

        Assert.Equal("tas", parts.Of(task, "/d/tas_Amon_MODEL_historical_r1i1p1.nc")["measure"]);
        Assert.Equal("pr", parts.Of(task.With("measure", "pr"), "/d/tas_Amon_MODEL.nc")["measure"]);
        Assert.Null(parts.Of(task, "/d/tas.nc")["measure"]);
    }

    [Fact]
    public async Task A_list_of_places_becomes_a_filter()
    {
        var outcome = await _requests.RunAsync("""
            {"name":"a","operator":"oph_set","arguments":["key=f","value=1,2,3,7","subset_filter=yes"]},
            {"name":"b","operator":"oph_make","arguments":["text=@f"],"dependencies":[{"task":"a"}]}
            """);

        Assert.Equal("b: COMPLETED ->1:3,7", outcome.Tasks[1]);
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
