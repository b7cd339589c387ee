namespace Etalon.Ophidia.Tests;

public sealed class NestedRequestTests
{
    [Fact]
    public void The_papers_example_becomes_a_chain()
    {
        var request = Expand("OPH_PUBLISH(OPH_APPLY(OPH_IMPORT_NC(/d/a.nc, tos), oph_reduce(oph_subarray(measure,1,3),'OPH_MAX')), /pages)");

        Assert.Equal(["Task 0.1.1", "Task 0.1", "Task 0"], request.Tasks.Select(task => task.Name));
        Assert.Equal(["oph_import_nc", "oph_apply", "oph_publish"], request.Tasks.Select(task => task.Operator));
        Assert.Equal([("src_path", "/d/a.nc"), ("measure", "tos")], request.Tasks[0].Arguments.ToArray());
        Assert.Equal("oph_reduce(oph_subarray(measure,1,3),'OPH_MAX')", request.Tasks[1]["query"]);
        Assert.Equal([new OphidiaDependency("Task 0.1.1", DependencyKind.Single)], request.Tasks[1].Dependencies.ToArray());
        Assert.Equal([new OphidiaDependency("Task 0.1", DependencyKind.Single)], request.Tasks[2].Dependencies.ToArray());
        Assert.Equal("Task 0", request.AnsweredBy);
    }

    [Fact]
    public void Arguments_have_the_papers_names_and_go_on_after_the_call()
    {
        var request = Expand("OPH_APPLY(datacube_input=OPH_SUBSET(http://h/1/2, lat, 1:3), query=oph_subarray(measure,1,2)) ; exec_mode=sync");

        Assert.True(request.IsSynchronous);
        Assert.Equal([("cube", "http://h/1/2"), ("subset_dims", "lat"), ("subset_filter", "1:3")], request.Tasks[0].Arguments.ToArray());
        Assert.Equal([("query", "oph_subarray(measure,1,2)")], request.Tasks[1].Arguments.ToArray());
    }

    [Fact]
    public void Two_cubes_and_many()
    {
        var pair = Expand("OPH_INTERCOMPARISON(OPH_DUPLICATE(p), OPH_DUPLICATE(cube=q), operation=sum)");
        var many = Expand("oph_intercube2(oph_duplicate(p), oph_duplicate(q), oph_duplicate(r))");

        Assert.Equal(["cube", "cube2"], pair.Tasks[2].Dependencies.Select(one => one.Argument));
        Assert.Equal([("operation", "sum")], pair.Tasks[2].Arguments.ToArray());
        Assert.Equal(["cubes", "cubes", "cubes"], many.Tasks[3].Dependencies.Select(one => one.Argument));
    }

    [Fact]
    public void A_call_may_stand_for_a_cube_in_a_command()
    {
        var request = Expand("operator=oph_reduce;cube=OPH_SUBSET(http://h/1/2, time, 1:2);operation=max");

        Assert.Equal(["oph_subset", "oph_reduce"], request.Tasks.Select(task => task.Operator));
        Assert.Equal([("operation", "max")], request.Tasks[1].Arguments.ToArray());
    }

    [Fact]
    public void Within_a_request_calls_wait_for_what_their_task_waits_for()
    {
        var request = NestedRequest.Expand(
            OphidiaRequest.Parse("""
                {"name":"w","cwd":"/x","tasks":[
                  {"name":"a","operator":"oph_set","arguments":["key=n"]},
                  {"name":"b","operator":"oph_reduce","arguments":["cube=oph_duplicate(@n)","operation=max"],"dependencies":[{"task":"a"}]}]}
                """),
            Manual);

        Assert.Equal(["a", "b.1", "b"], request.Tasks.Select(task => task.Name));
        Assert.Equal([new OphidiaDependency("a", DependencyKind.Embedded)], request.Tasks[1].Dependencies.ToArray());
        Assert.Equal("/x", request.Tasks[1]["cwd"]);
        Assert.Equal("", request.AnsweredBy);
    }

    [Fact]
    public void Whatever_has_no_call_stays_as_it_is()
    {
        var request = OphidiaCommand.Parse("oph_apply query=oph_reduce(measure,'OPH_MAX');cube=p");

        Assert.Same(request, NestedRequest.Expand(request, Manual));
    }

    [Theory]
    [InlineData("OPH_NOTHING(a)", "position 1", "no operator 'OPH_NOTHING'")]
    [InlineData("OPH_APPLY(OPH_DUPLICATE(p) x)", "position 28", "',' or ')'")]
    [InlineData("OPH_DUPLICATE(OPH_DUPLICATE(p)) x)", "position 33", "not expected")]
    [InlineData("OPH_SUBSET(p,,1)", "position 14", "value is missing")]
    [InlineData("OPH_SUBSET(p,'lat)", "position 14", "not closed")]
    public void Faults_are_named_with_their_position(string text, string position, string why)
    {
        var refusal = Assert.Throws<OphidiaException>(() => NestedRequest.Expand(OphidiaRequest.Parse($$"""{"name":"n","tasks":[{"name":"t","operator":"{{text}}"}]}"""), Manual));

        Assert.Equal(OphidiaError.Parameter, refusal.Error);
        Assert.Contains(position, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_has_a_limit()
    {
        var text = string.Concat(Enumerable.Repeat("oph_duplicate(", 1000)) + "p" + new string(')', 1000);

        Assert.Contains("deep", Assert.Throws<OphidiaException>(() => Expand(text)).Message, StringComparison.Ordinal);
    }

    private static OphidiaRequest Expand(string command) => NestedRequest.Expand(OphidiaCommand.Parse(command), Manual);

    private static OphidiaManual? Manual(string name) => OphidiaManuals.All.FirstOrDefault(
        manual => manual.Aliases.Prepend(manual.Name).Contains(name, StringComparer.OrdinalIgnoreCase));
}
