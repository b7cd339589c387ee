using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>Recipes as a workflow of Etalon: what is shared stands in it once, and nothing in between is kept.</summary>
/// <param name="Workflow">The workflow file.</param>
/// <param name="Inputs">What is connected to its inputs: <c>DATASET/CUBE</c> by name.</param>
public sealed record RecipeWorkflow(JsonObject Workflow, JsonObject Inputs)
{
    /// <summary>Writes recipes down.</summary>
    /// <param name="name">What the workflow is called.</param>
    /// <param name="outputs">The cubes to be kept, by name; each is a step.</param>
    public static RecipeWorkflow Of(string name, params ImmutableArray<(string Name, CubeStep Step)> outputs)
    {
        var writing = new Writing();
        var kept = new JsonObject();
        foreach (var (output, step) in outputs)
        {
            kept[output] = writing.Name(step);
        }

        var workflow = new JsonObject
        {
            ["etalon"] = 1,
            ["name"] = name,
            ["inputs"] = new JsonObject(writing.Inputs.Select(static input => KeyValuePair.Create(input.Key, (JsonNode?)new JsonObject()))),
            ["nodes"] = writing.Nodes,
            ["outputs"] = kept,
        };
        return new RecipeWorkflow(workflow, writing.Inputs);
    }

    private sealed class Writing
    {
        private readonly Dictionary<CubeRecipe, string> _names = [];

        public JsonObject Inputs { get; } = [];

        public JsonObject Nodes { get; } = [];

        /// <summary>The name under which other nodes link to a recipe.</summary>
        public string Name(CubeRecipe recipe)
        {
            if (recipe is CubeStep step)
            {
                var node = _names.GetValueOrDefault(step) ?? Add(step);
                return step.Output.Length > 0 ? $"{node}.{step.Output}" : node;
            }

            return _names.GetValueOrDefault(recipe) ?? Connect((KeptCube)recipe);
        }

        private string Add(CubeStep step)
        {
            var links = new JsonObject();
            foreach (var (port, recipes) in step.Inputs)
            {
                var names = recipes.Select(recipe => (JsonNode)Name(recipe)).ToArray();
                links[port] = names.Length == 1 ? names[0] : new JsonArray(names);
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"{step.Operator}-{Nodes.Count + 1}");
            Nodes[name] = new JsonObject { ["op"] = step.Operator, ["set"] = step.Settings.DeepClone(), ["in"] = links };
            return _names[step] = name;
        }

        private string Connect(KeptCube cube)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"in{Inputs.Count + 1}");
            Inputs[name] = $"{cube.Dataset}/{cube.Cube}";
            return _names[cube] = $"${name}";
        }
    }
}
