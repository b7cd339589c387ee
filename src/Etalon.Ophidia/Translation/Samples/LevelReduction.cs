using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Reductions of one dimension by concept level, as a step of <c>apply</c>.</summary>
internal static class LevelReduction
{
    /// <summary>The cube with the dimension at another level.</summary>
    /// <param name="task">The call.</param>
    /// <param name="among">The dimensions to choose from, outermost first.</param>
    /// <param name="isLast">Whether the innermost is taken where nothing is said and none is of time.</param>
    public static OphidiaCube Draft(CubeTask task, IReadOnlyList<OphidiaDimension> among, bool isLast)
    {
        var dimension = Find(task, among, isLast);
        var level = task.Arguments["concept_level"];
        var axis = task.Inputs[0].Info.Axes[task.Inputs[0].Info.IndexOf(dimension.Name)];
        var endsDay = string.Equals(task.Arguments["midnight"], "24", StringComparison.Ordinal);
        var groups = ConceptLevels.Groups(axis, dimension.ConceptLevel, level, endsDay, task.IsStrict);
        var isAll = string.Equals(level, "A", StringComparison.Ordinal);
        var recipe = CubeReduction.Restored(task.Cube, Step(task, dimension, groups), [dimension], dimension);
        if (isAll)
        {
            recipe = CubeStep.Of(
                "subset", recipe, new JsonObject { ["axes"] = new JsonObject { [dimension.Name] = "index:0" }, ["drop"] = true });
        }

        return task.Draft(recipe) with { Dimensions = [.. task.Cube.Dimensions.Select(other => other == dimension ? other with { ConceptLevel = level } : other)] };
    }

    /// <summary>The axis stays, also where only one group is left: a month is not all there is.</summary>
    private static CubeStep Step(CubeTask task, OphidiaDimension dimension, IReadOnlyList<long> groups)
    {
        var isEven = groups.Count == 1 || (groups.Take(groups.Count - 1).All(group => group == groups[0]) && groups[^1] <= groups[0]);
        var operation = task.Arguments["operation"];
        var query = isEven
            ? CubeReduction.Call(task.Arguments, "oph_reduce", operation, groups[0].ToString(CultureInfo.InvariantCulture))
            : CubeReduction.Call(
                task.Arguments, "oph_reduce3", operation,
                $"oph_to_bin('','oph_long','{string.Join(',', groups.Select(static group => group.ToString(CultureInfo.InvariantCulture)))}'),1,0");
        var settings = new JsonObject { ["query"] = query, ["array"] = new JsonArray(dimension.Name), ["keepAxes"] = true };
        return CubeStep.Of("apply", task.Cube.Recipe, settings);
    }

    private static OphidiaDimension Find(CubeTask task, IReadOnlyList<OphidiaDimension> among, bool isLast)
    {
        if (among.Count == 0)
        {
            throw task.Arguments.Bad("cube", "has no such dimension to reduce");
        }

        if (task.Arguments.Text("dim") is { } name)
        {
            return among.FirstOrDefault(dimension => string.Equals(dimension.Name, name, StringComparison.Ordinal))
                ?? throw Refusal.Unknown("dimension", name, among.Select(static dimension => dimension.Name));
        }

        var info = task.Inputs[0].Info;
        var times = among.Where(dimension => info.Axes[info.IndexOf(dimension.Name)].IsTime).ToArray();
        return times.Length == 1 ? times[0] : among[isLast ? among.Count - 1 : 0];
    }
}
