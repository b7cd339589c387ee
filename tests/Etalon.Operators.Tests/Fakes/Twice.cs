namespace Etalon.Operators.Tests;

[Operator("fake.twice", "1.0.0", "cube -> result, early", Doc = "Two steps.")]
public sealed class Twice : IComposite<Twice.Parameters>
{
    public sealed record Parameters(double Factor = 3, bool Endless = false);

    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var first = graph.Add("first", "fake.scale", new() { ["factor"] = parameters.Factor }, ("cube", graph.Input("cube")));
        var next = parameters.Endless
            ? graph.Add("again", "fake.twice", new() { ["endless"] = true }, ("cube", new GraphLink(first, "out")))
            : graph.Add("second", "fake.scale", [], ("cube", new GraphLink(first, "out")));
        graph.Output("result", new GraphLink(next, parameters.Endless ? "result" : "out"));
        graph.Output("early", new GraphLink(first, "out"));
    }
}
