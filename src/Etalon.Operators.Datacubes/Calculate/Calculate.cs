using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Operators.Datacubes;

/// <summary>An expression over cubes, broadcast by axis name; array primitives in it are computed by <c>apply</c>.</summary>
[Operator("calculate", "1.3.0", "cubes* -> cube", Doc = "Computes an expression over cubes, sample by sample; oph_… primitives work on arrays.")]
public sealed class Calculate : IComposite<Calculate.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Expression">What to compute.</param>
    /// <param name="Names">Names for the cubes in the expression, in order.</param>
    /// <param name="Unit">The unit of the result.</param>
    /// <param name="CheckUnits">Whether units are checked and converted.</param>
    /// <param name="Name">The name of the result.</param>
    /// <param name="CheckAxes">Whether coordinates must agree.</param>
    /// <param name="Array">The axes that make up the arrays of primitives.</param>
    /// <param name="Seed">Where random numbers come from.</param>
    /// <param name="LongName">What the result is called at length.</param>
    public sealed record Parameters(
        [Doc("what to compute: sqrt(u^2 + v^2), where(tas > 273.15 K, pr, 0), tas - oph_reduce(tas,'oph_avg')")] string Expression,
        [Doc("names for the cubes in the expression, in order; without them cubes go by their own names and their ports'")]
        ImmutableArray<string> Names = default,
        [Doc("the unit of the result; it is converted if its own is known")] string Unit = "",
        [Doc("whether units are checked and converted along the expression")] bool CheckUnits = true,
        [Doc("the name of the result; empty keeps the name of a single cube")] string Name = "",
        [Doc("whether axes of one name must have the same coordinates; otherwise samples are matched by their places, and the first cube's coordinates stay")]
        bool CheckAxes = true,
        [Doc("the axes that make up the arrays of oph_… primitives, innermost last; none for the last axis of their cube")]
        ImmutableArray<string> Array = default,
        [Doc("the same seed gives the same numbers of oph_math(…,'OPH_MATH_RAND')")] long Seed = 1,
        [Doc("what the result is called at length (long_name); empty for the expression")] string LongName = "");

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var calls = ArrayCalls.Of(parameters, inputs);
        var links = inputs.Ports.Select(port => (port.Name, graph.Input(port.Name))).ToList();
        foreach (var call in calls.All)
        {
            graph.Add(call.Name, "apply", call.Settings(parameters), ("cube", graph.Input(inputs.Ports[call.Input].Name)));
            links.Add(($"cubes[{links.Count}]", new GraphLink(call.Name, "cube")));
        }

        var settings = new JsonObject
        {
            ["expression"] = calls.Expression,
            ["unit"] = parameters.Unit,
            ["checkUnits"] = parameters.CheckUnits,
            ["name"] = calls.All.Count == 0 ? parameters.Name : calls.NameOf(parameters, inputs),
            ["checkAxes"] = parameters.CheckAxes,
            ["written"] = parameters.LongName.Length > 0 ? parameters.LongName : calls.All.Count == 0 ? "" : parameters.Expression,
        };
        if (!parameters.Names.IsDefaultOrEmpty)
        {
            settings["names"] = new JsonArray([.. parameters.Names.Concat(calls.All.Select(call => call.Name)).Select(name => (JsonNode)name)]);
        }

        graph.Add("calculate", "calculate-samples", settings, [.. links]);
        graph.Output("cube", new GraphLink("calculate", "cube"));
    }
}
