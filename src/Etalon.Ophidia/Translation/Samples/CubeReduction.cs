using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Reductions of neighbouring elements along dimensions, as steps of the native operators.</summary>
internal static class CubeReduction
{
    /// <summary>The settings of <c>apply</c> for the arrays of a cube.</summary>
    public static JsonObject Settings(OphidiaCube cube, string query, bool isStrict)
    {
        var arrays = cube.Implicit.Where(static dimension => !dimension.IsReduced).Select(static dimension => (JsonNode)dimension.Name).ToArray();
        if (arrays.Length == 0)
        {
            throw new RefusalException(
                "no-array", "The cube has no implicit dimension, so its rows are single values.", "Move a dimension into the arrays with 'oph_rollup' first.");
        }

        var settings = new JsonObject { ["query"] = query, ["array"] = new JsonArray(arrays) };
        if (isStrict)
        {
            settings["strict"] = true;
        }

        return settings;
    }

    /// <summary>The call of a reducing primitive: operation, then what its groups are, then order and missing value.</summary>
    public static string Call(OphidiaArguments arguments, string primitive, string operation, string groups)
    {
        var order = string.Equals(operation, "quantile", StringComparison.Ordinal) && !arguments.Has("order") ? 0.5 : arguments.Number("order");
        var missing = arguments.Text("missingvalue") is null ? "" : string.Create(CultureInfo.InvariantCulture, $",{arguments.Number("missingvalue"):R}");
        return string.Create(CultureInfo.InvariantCulture, $"{primitive}(measure,'oph_{operation}',{groups},{order:R}{missing})");
    }

    /// <summary>Groups of neighbouring elements of some dimensions that follow one another, the last one varying fastest.</summary>
    /// <param name="task">The call; its operation, order and missing value are used.</param>
    /// <param name="dimensions">The dimensions, outermost first.</param>
    /// <param name="size">Elements of a group; 0 for all.</param>
    public static CubeRecipe Groups(CubeTask task, IReadOnlyList<OphidiaDimension> dimensions, long size)
    {
        var (reduced, count) = Reach(task, dimensions, size);
        var array = reduced.Where(static dimension => dimension.Size > 1).ToArray();
        array = array.Length == 0 ? [.. reduced.Take(1)] : array;
        var operation = task.Arguments["operation"];
        var settings = new JsonObject
        {
            ["query"] = Call(task.Arguments, "oph_reduce", operation, count.ToString(CultureInfo.InvariantCulture)),
            ["array"] = new JsonArray([.. array.Select(static dimension => (JsonNode)dimension.Name)]),
        };
        if (task.IsStrict)
        {
            settings["coordinates"] = "numbers";
        }

        CubeRecipe recipe = CubeStep.Of("apply", task.Cube.Recipe, settings);
        var isWhole = count == 0;
        var single = reduced.Where(dimension => dimension.Size == 1 && (isWhole || dimension != reduced[0])).ToArray();
        recipe = Without(recipe, single);
        var left = isWhole ? null : array[0];
        return Restored(task.Cube, recipe, [.. reduced], left);
    }

    /// <summary>Removes dimensions of one element.</summary>
    private static CubeRecipe Without(CubeRecipe recipe, OphidiaDimension[] single) => single.Length == 0
        ? recipe
        : CubeStep.Of(
            "subset", recipe, new JsonObject { ["axes"] = new JsonObject(single.Select(static dimension => KeyValuePair.Create(dimension.Name, (JsonNode?)"index:0"))), ["drop"] = true });

    /// <summary>Puts the axes back into the order of the dimensions: <c>apply</c> leaves those that it worked on last.</summary>
    public static CubeRecipe Restored(OphidiaCube cube, CubeRecipe recipe, ImmutableArray<OphidiaDimension> gone, OphidiaDimension? left)
    {
        var wanted = cube.Dimensions.Where(dimension => !dimension.IsReduced && (!gone.Contains(dimension) || dimension == left)).Select(static dimension => dimension.Name).ToArray();
        return left is null || string.Equals(wanted[^1], left.Name, StringComparison.Ordinal)
            ? recipe
            : CubeStep.Of("transpose", recipe, new JsonObject { ["order"] = string.Join(',', wanted) });
    }

    /// <summary>The dimensions that groups reach over, the innermost ones whole; and the elements of a group, 0 where all of them are one.</summary>
    private static (OphidiaDimension[] Reduced, long Count) Reach(CubeTask task, IReadOnlyList<OphidiaDimension> dimensions, long size)
    {
        var all = dimensions.Aggregate(1L, static (product, dimension) => product * dimension.Size);
        if (size == 0 || size >= all)
        {
            return ([.. dimensions], 0);
        }

        var (rest, first) = (size, dimensions.Count - 1);
        while (rest > dimensions[first].Size && rest % dimensions[first].Size == 0)
        {
            rest /= dimensions[first].Size;
            first--;
        }

        // Groups that leave a dimension would mix its ends; a shorter last group of the outermost dimension mixes nothing.
        var length = dimensions[first].Size;
        if (rest > length || (length % rest != 0 && first > 0))
        {
            throw task.Arguments.Bad(
                "group_size", string.Create(
                    CultureInfo.InvariantCulture, $"is {size}, which does not fit the dimensions {string.Join(" x ", dimensions.Select(static dimension => $"{dimension.Name} {dimension.Size}"))}: it divides the innermost, or is a multiple of it that divides the next"));
        }

        return ([.. dimensions.Skip(first)], rest == length ? 0 : size);
    }
}
