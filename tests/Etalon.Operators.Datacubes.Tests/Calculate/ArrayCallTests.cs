using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ArrayCallTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData("t - oph_reduce(t,'oph_avg')", "t - np.nanmean(t, 2)[..., None]")]
    [InlineData("2 * oph_reduce(t, 'oph_max', 4) + 1", "2 * np.nanmax(t.reshape(5, 6, 2, 4), 3) + 1")]
    [InlineData("oph_reduce(t,'oph_max') - OPH_REDUCE(t,'oph_min')", "np.nanmax(t, 2) - np.nanmin(t, 2)")]
    [InlineData("oph_reduce(t,'oph_max') / oph_reduce(t,'oph_max')", "np.nanmax(t, 2) / np.nanmax(t, 2)")]
    [InlineData("where(oph_predicate(t,'x-280','>0','1','0') > 0, t, 0)", "np.where(t > 280, t, 0)")]
    [InlineData("t - oph_aggregate_operator(t,'oph_avg')", "t - np.nanmean(t, (0, 1))")]
    [InlineData("oph_reduce(oph_get_subarray(t,1,4),'oph_sum') + oph_reduce(u,'oph_max')", "np.nansum(t[:, :, :4], 2) + np.nanmax(u, 2)")]
    [InlineData("max(t, u) * 2", "np.maximum(t, u) * 2")]
    public void Primitives_in_expressions_agree_with_numpy(string expression, string expected)
    {
        var t = Named("t", 1);
        var u = Named("u", 2);

        var result = Run(new Calculate.Parameters(expression), t, u).ToDoubles();

        var wanted = python.Run($"t = t.astype(float); u = u.astype(float)\nout['y'] = {expected}", ("t", t), ("u", u))["y"];
        Assert.Equal(wanted.Length, result.Length);
        Assert.All(wanted, (value, i) => Assert.Equal(value, result[i], 2e-3));
    }

    [Fact]
    public void The_array_can_be_any_axis_and_cubes_go_by_the_names_given()
    {
        var t = Named("t", 1);

        var result = Run(new Calculate.Parameters("x - oph_reduce(x,'oph_avg')", ["x"], Array: ["a"]), t);

        var wanted = python.Run("out['y'] = t.astype(float) - np.nanmean(t.astype(float), 0)", ("t", t))["y"];
        Assert.Equal("t", result.Info.Name);
        Assert.Equal("x - oph_reduce(x,'oph_avg')", result.Info.Attributes.Text("long_name"));
        Assert.All(wanted, (value, i) => Assert.Equal(value, result.ToDoubles()[i], 1e-4));
    }

    [Fact]
    public void Units_go_through_primitives()
    {
        var result = Run(new Calculate.Parameters("oph_reduce(t,'oph_max') * 2", Unit: "mK"), Named("t", 1));

        Assert.Equal("mK", result.Info.Unit);
        Assert.True(result.ToDoubles()[0] > 400_000);
    }

    [Theory]
    [InlineData("1 + oph_reduce(v,'oph_max')", "There is no cube 'v' (column 16)")]
    [InlineData("1 + oph_reduce(t,'oph_maxx')", "oph_reduce at column 5: argument 2 is 'oph_maxx'")]
    [InlineData("oph_sum_array(t,u)", "works on a second cube (column 17)")]
    [InlineData("oph_reduce(t * 2,'oph_max')", "'*' cannot stand here (column 14)")]
    [InlineData("2 * oph_reduse(t)", "There is no primitive 'oph_reduse' (column 5)")]
    [InlineData("oph_to_bin('1,2') + 1", "works on no cube (column 1)")]
    [InlineData("2 * oph_reduce(t,'oph_max'", "ends where ',' or ')' is expected")]
    public void What_is_wrong_within_a_call_is_said_and_where(string expression, string expected)
    {
        var refusal = Assert.Throws<RefusalException>(() => Run(new Calculate.Parameters(expression), Named("t", 1), Named("u", 2)));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_call_is_computed_once()
    {
        var inputs = Inputs.Of(("cubes[0]", Named("t", 1).Info));
        var graph = new GraphBuilder(inputs);

        new Calculate().Expand(new Calculate.Parameters("oph_reduce(t, 'oph_max') / oph_reduce(t,'oph_max')"), inputs, graph);

        Assert.Equal(["apply", "calculate-samples"], graph.Build().Nodes.Select(node => node.Operator));
    }

    private static MemoryCube Named(string name, int seed)
    {
        var info = RandomCubes.Info(SampleType.Float32, 5, 6, 8) with { Name = name, Unit = "K" };
        return RandomCubes.Measured(new Random(seed), info, 0.1);
    }

    private static MemoryCube Run(Calculate.Parameters parameters, params MemoryCube[] cubes)
    {
        ImmutableArray<(string Port, MemoryCube Cube)> inputs = [.. cubes.Select((cube, i) => ($"cubes[{i}]", cube))];
        var ports = new Inputs([.. inputs.Select(input => new InputPort(input.Port, input.Cube.Info))]);
        var graph = new GraphBuilder(ports);
        new Calculate().Expand(parameters, ports, graph);
        return GraphRun.Of(graph.Build(), [.. inputs]);
    }
}
