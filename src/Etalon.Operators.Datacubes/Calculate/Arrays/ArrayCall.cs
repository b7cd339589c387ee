using System.Text.Json.Nodes;

namespace Etalon.Operators.Datacubes;

/// <summary>A call of array primitives within an expression.</summary>
/// <param name="Name">What stands for its result.</param>
/// <param name="Input">The cube that it works on.</param>
/// <param name="Query">The call as <c>apply</c> reads it.</param>
internal sealed record ArrayCall(string Name, int Input, string Query)
{
    /// <summary>The settings of <c>apply</c>.</summary>
    public JsonObject Settings(Calculate.Parameters parameters) => new()
    {
        ["query"] = Query,
        ["array"] = new JsonArray([.. (parameters.Array.IsDefault ? [] : parameters.Array).Select(axis => (JsonNode)axis)]),
        ["name"] = Name,
        ["seed"] = parameters.Seed,
    };
}
