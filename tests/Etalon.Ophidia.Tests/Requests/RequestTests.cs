namespace Etalon.Ophidia.Tests;

public sealed class RequestTests
{
    [Fact]
    public void What_a_client_sends_for_one_operator_is_read()
    {
        var request = OphidiaRequest.Parse("""
            {"name":"oph_reduce","author":"me","command":"...","sessionid":"https://h/ophidia/sessions/9af1/experiment","exec_mode":"sync","ncores":"2",
             "tasks":[{"name":"Task 0","operator":"OPH_REDUCE","arguments":["operation=max","cube=https://h/ophidia/3/16","cwd=/","query=a=b","ncore=1"]}]}
            """);

        var task = Assert.Single(request.Tasks);
        Assert.True(request.IsSynchronous);
        Assert.Equal("https://h/ophidia/sessions/9af1/experiment", request.Session);
        Assert.Equal("oph_reduce", task.Operator);
        Assert.Equal("max", task["operation"]);
        Assert.Equal("a=b", task["query"]);
        Assert.Equal("2", task["ncores"]);
        Assert.Null(task["missing"]);
    }

    [Fact]
    public void Blanks_around_what_a_client_cut_at_semicolons_do_not_count()
    {
        var request = OphidiaRequest.Parse("""
            {"name":"oph_reduce","exec_mode":"async",
             "tasks":[{"name":"Task 0","operator":"oph_reduce","arguments":["operation=max "," cube = P"," sessionid=https://h/ophidia/sessions/9af1/experiment"," exec_mode=sync"]}]}
            """);

        Assert.Equal([("operation", "max"), ("cube", "P")], request.Tasks[0].Arguments.ToArray());
        Assert.Equal("https://h/ophidia/sessions/9af1/experiment", request.Session);
        Assert.False(request.IsSynchronous);
    }

    [Fact]
    public void Without_a_word_a_request_is_asynchronous_and_opens_a_session()
    {
        var request = OphidiaRequest.Parse("{\"name\":\"x\", /* a comment */ \"tasks\":[{\"name\":\"t\",\"operator\":\"oph_list\"}] // another\n}");

        Assert.False(request.IsSynchronous);
        Assert.Null(request.Session);
    }

    [Fact]
    public void Dependencies_take_all_outputs_where_an_argument_is_named()
    {
        var request = OphidiaRequest.Parse("""
            {"name":"w","on_error":"skip","cube":"p","tasks":[
              {"name":"b","operator":"oph_reduce","on_error":"repeat 2","dependencies":[{"task":"a"},{"task":"c","type":"single"},{"task":"a","argument":"cubes"}]},
              {"name":"a","operator":"oph_subset","arguments":["cube=own"]},
              {"name":"c","operator":"oph_subset"}]}
            """);

        Assert.Equal(
            [new("a", DependencyKind.Embedded), new("c", DependencyKind.Single), new("a", DependencyKind.All, "cubes")], request.Tasks[0].Dependencies.ToArray());
        Assert.Equal(["repeat 2", "skip", "skip"], request.Tasks.Select(task => task.OnError));
        Assert.Equal(["own", "p"], request.Tasks.Skip(1).Select(task => task["cube"]));
    }

    [Theory]
    [InlineData("no json", "no JSON")]
    [InlineData("[]", "no JSON object")]
    [InlineData("""{"name":"a","name":"b","tasks":[]}""", "")]
    [InlineData("""{"tasks":[{"name":"t","operator":"o"}]}""", "'name'")]
    [InlineData("""{"name":"x"}""", "tasks")]
    [InlineData("""{"name":"x","tasks":[]}""", "tasks")]
    [InlineData("""{"name":"x","tasks":[{"operator":"o"}]}""", "task 0")]
    [InlineData("""{"name":"x","tasks":[{"name":"t"}]}""", "'operator'")]
    [InlineData("""{"name":"x","tasks":[{"name":"t","operator":"o","arguments":["markerid=1"]}]}""", "markerid")]
    [InlineData("""{"name":"x","tasks":[{"name":"t","operator":"o","arguments":["=1"]}]}""", "key=value")]
    [InlineData("""{"name":"x","tasks":[{"name":"t","operator":"o","dependencies":[{"task":"u"}]}]}""", "'u'")]
    [InlineData("""{"name":"x","tasks":[{"name":"t","operator":"o","dependencies":[{"task":"t"}]}]}""", "circle")]
    [InlineData("""{"name":"x","tasks":[{"name":"t","operator":"o"},{"name":"t","operator":"o"}]}""", "two tasks")]
    [InlineData("""{"name":"x","tasks":[{"name":"t","operator":"o"},{"name":"u","operator":"o","dependencies":[{"task":"t","type":"half"}]}]}""", "half")]
    public void What_is_not_understood_is_error_7_and_says_why(string json, string why)
    {
        var refusal = Assert.Throws<OphidiaException>(() => OphidiaRequest.Parse(json));

        Assert.Equal(OphidiaError.Parameter, refusal.Error);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oph_reduce operation=max;cube=P")]
    [InlineData("operator=oph_reduce;operation=max;cube=P;")]
    [InlineData(" OPH_REDUCE  operation = max ; cube=P ; exec_mode=sync")]
    public void Commands_are_read_as_people_type_them(string text)
    {
        var task = Assert.Single(OphidiaCommand.Parse(text).Tasks);

        Assert.Equal("oph_reduce", task.Operator);
        Assert.Equal([("operation", "max"), ("cube", "P")], task.Arguments.ToArray());
    }

    [Fact]
    public void Semicolons_in_brackets_and_expressions_belong_to_the_value()
    {
        var command = OphidiaCommand.Parse("oph_apply cube=[level=1;measure=tos];query=oph_predicate(measure,'x-1;(',\">0\",'1','0');exec_mode=sync");

        Assert.True(command.IsSynchronous);
        Assert.Equal("[level=1;measure=tos]", command.Tasks[0]["cube"]);
        Assert.Equal("oph_predicate(measure,'x-1;(',\">0\",'1','0')", command.Tasks[0]["query"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cube=P")]
    [InlineData("oph_list level")]
    public void A_command_without_operator_or_values_is_error_7(string text) =>
        Assert.Equal(OphidiaError.Parameter, Assert.Throws<OphidiaException>(() => OphidiaCommand.Parse(text)).Error);

    [Fact]
    public void Sessions_and_jobs_have_addresses_with_decimal_numbers()
    {
        var session = OphidiaSession.Parse("https://h/ophidia/sessions/9af1/experiment", "https://h/ophidia");

        Assert.Equal("9af1", session.Code);
        Assert.Equal("https://h/ophidia/sessions/9af1/experiment?12#30", session.Job(12, 30));
        foreach (var strange in new[] { "https://other/sessions/9af1/experiment", "https://h/ophidia/sessions//experiment", "https://h/ophidia/sessions/../experiment", "" })
        {
            Assert.Equal(OphidiaError.Parameter, Assert.Throws<OphidiaException>(() => OphidiaSession.Parse(strange, "https://h/ophidia")).Error);
        }
    }
}
