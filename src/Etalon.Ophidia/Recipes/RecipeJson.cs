using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>Recipes as JSON, as the catalogue keeps them: a list of steps in which later ones point at earlier ones by number.</summary>
public static class RecipeJson
{
    /// <summary>Writes a recipe.</summary>
    public static JsonArray ToJson(CubeRecipe recipe)
    {
        var numbers = new Dictionary<CubeRecipe, int>();
        var list = new JsonArray();
        Add(recipe, numbers, list);
        return list;
    }

    /// <summary>Reads a recipe: the last of the list.</summary>
    public static CubeRecipe FromJson(JsonArray list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var recipes = new List<CubeRecipe>(list.Count);
        foreach (var item in list.Select(static item => item!.AsObject()))
        {
            recipes.Add((string?)item["dataset"] is { } dataset
                ? new KeptCube(dataset, (string)item["cube"]!)
                : new CubeStep((string)item["op"]!, item["set"]!.DeepClone().AsObject(), Inputs(item, recipes)) { Output = (string?)item["output"] ?? "" });
        }

        return recipes[^1];
    }

    private static ImmutableArray<(string Port, ImmutableArray<CubeRecipe> Recipes)> Inputs(JsonObject item, List<CubeRecipe> recipes) =>
        [.. item["in"]!.AsObject().Select(port => (port.Key, port.Value!.AsArray().Select(number => recipes[(int)number!]).ToImmutableArray()))];

    private static int Add(CubeRecipe recipe, Dictionary<CubeRecipe, int> numbers, JsonArray list)
    {
        if (numbers.TryGetValue(recipe, out var known))
        {
            return known;
        }

        JsonObject item;
        if (recipe is CubeStep step)
        {
            var inputs = new JsonObject();
            foreach (var (port, recipes) in step.Inputs)
            {
                inputs[port] = new JsonArray([.. recipes.Select(one => (JsonNode)Add(one, numbers, list))]);
            }

            item = new JsonObject { ["op"] = step.Operator, ["set"] = step.Settings.DeepClone(), ["in"] = inputs };
            if (step.Output.Length > 0)
            {
                item["output"] = step.Output;
            }
        }
        else
        {
            var kept = (KeptCube)recipe;
            item = new JsonObject { ["dataset"] = kept.Dataset, ["cube"] = kept.Cube };
        }

        list.Add(item);
        return numbers[recipe] = list.Count - 1;
    }
}
