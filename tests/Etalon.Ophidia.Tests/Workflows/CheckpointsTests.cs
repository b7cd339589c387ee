namespace Etalon.Ophidia.Tests;

public sealed class CheckpointsTests
{
    private static readonly OphidiaRequest Before = OphidiaRequest.Parse("""
        {"name":"w","sessionid":"old","cwd":"/x","tasks":[
          {"name":"a","operator":"oph_subset"},
          {"name":"f","operator":"oph_for","arguments":["counter=1:2"],"dependencies":[{"task":"a"}]},
          {"name":"t","operator":"oph_reduce","checkpoint":"half","dependencies":[{"task":"f"}]},
          {"name":"e","operator":"oph_endfor","dependencies":[{"task":"t"}]},
          {"name":"b","operator":"oph_reduce","dependencies":[{"task":"e"}]},
          {"name":"d","operator":"oph_reduce","on_exit":"oph_delete"}]}
        """);

    private static readonly OphidiaRequest Caller = OphidiaRequest.Parse("""{"name":"r","sessionid":"new","exec_mode":"sync","cwd":"/y","tasks":[{"name":"t","operator":"oph_resume"}]}""");

    [Theory]
    [InlineData("last", "a=c1|c2 b=c5 t (1)=c3")]
    [InlineData("half", "a=c1|c2 t (1)=c3")]
    [InlineData("none", "")]
    public void Completed_tasks_up_to_the_checkpoint_are_not_done_again(string checkpoint, string expected)
    {
        var request = Checkpoints.Continue(Before, Caller, checkpoint, Answer());

        Assert.Equal(expected, string.Join(' ', request.Done.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join('|', pair.Value)}")));
        Assert.Equal("new", request.Session);
        Assert.True(request.IsSynchronous);
        Assert.Equal("/x", request.Tasks[0]["cwd"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"response\":[]}")]
    [InlineData("cut off {")]
    public void Without_an_answer_everything_is_done_again(string answer) => Assert.Empty(Checkpoints.Continue(Before, Caller, "last", answer).Done);

    [Fact]
    public void An_unknown_checkpoint_is_refused_with_those_there_are() =>
        Assert.Contains("half, last, none", Assert.Throws<OphidiaException>(() => Checkpoints.Continue(Before, Caller, "third", "")).Message, StringComparison.Ordinal);

    private static string Answer()
    {
        (string Name, TaskState State, string Output)[] lines =
        [
            ("a", TaskState.Completed, "c1|c2"), ("f", TaskState.Completed, ""), ("t (1)", TaskState.Completed, "c3"), ("t (2)", TaskState.Error, ""), ("b", TaskState.Completed, "c5"), ("d", TaskState.Completed, "c6"),
        ];
        var source = new OphidiaSource(new OphidiaSession("https://h", "1"), 1, 2);
        using var stream = new MemoryStream();
        new OphidiaDocument(source, TaskObjects.Workflow(source, "OPH_STATUS_ERROR", [.. lines.Select(line => new TaskLine(1, line.Name, line.State) { Output = line.Output })], TaskListForm.Usual), []).Write(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
