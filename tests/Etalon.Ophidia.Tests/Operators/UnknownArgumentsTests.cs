namespace Etalon.Ophidia.Tests;

public sealed class UnknownArgumentsTests
{
    [Fact]
    public void An_unknown_argument_is_named_with_the_nearest_known_one()
    {
        var remark = UnknownArguments.Remark(CubeManuals.Reduce, Task(("cube", "p"), ("operaton", "max"), ("cwd", "/"), ("ncore", "1"), ("zzzzzzzz", "1")));

        Assert.Equal(
            "oph_reduce has no argument 'operaton', which was passed over. Did you mean 'operation'? oph_reduce has no argument 'zzzzzzzz', which was passed over.", remark);
    }

    [Fact]
    public void What_clients_and_the_paper_send_is_known_everywhere() =>
        Assert.Empty(UnknownArguments.Remark(CubeManuals.Reduce, Task(("datacube_input", "p"), ("operation", "max"), ("cwd", "/"), ("ncores", "1"), ("host_partition", "auto"), ("schedule", "0"), ("nthreads", "2"))));

    private static OphidiaTask Task(params (string Key, string Value)[] arguments) => new("t", "oph_reduce", [.. arguments], []);
}
