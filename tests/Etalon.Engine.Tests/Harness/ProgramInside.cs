using Etalon.Operators;

namespace Etalon.Engine.Tests;

/// <summary>A composite that stands for a reserved program: a way round, if there were one.</summary>
[Operator("test.program-inside", "1.0.0", " -> ", Doc = "Hides a program within itself.")]
public sealed class ProgramInside : IComposite<ProgramInside.Parameters>
{
    public sealed record Parameters(string Program = "true");

    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph) =>
        graph.Add("hidden", "program", new System.Text.Json.Nodes.JsonObject { ["program"] = parameters.Program });
}
