using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary><c>oph_intercube2</c>: any number of cubes become one, sample by sample; means and extremes leave missing samples out.</summary>
public sealed class InterCube2Translation() : ManyCubes(CubeManuals.InterCube2)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ComparableCubes.Check(task);
        var operation = task.Arguments["operation"];
        var info = task.Inputs[0].Info;
        var name = task.Arguments.Text("measure") ?? task.Cube.Measure;
        var missing = task.Arguments.Text("missingvalue") is null ? (double?)null : task.Arguments.Number("missingvalue");
        var recipes = task.Inputs.Select(input => Marked(input.Cube.Recipe, missing)).ToArray();
        CubeRecipe recipe = recipes.Length == 1
            ? recipes[0]
            : new CubeStep(
                "combine", new JsonObject { ["method"] = Method(operation), ["name"] = name, ["checkUnits"] = false, ["checkAxes"] = false }, ("cubes", [.. recipes]));
        if (operation is "arg_max" or "arg_min" && recipes.Length > 1)
        {
            recipe = Calculated(recipe, "c + 1", name);
        }

        if (missing is { } number)
        {
            recipe = Calculated(recipe, string.Create(CultureInfo.InvariantCulture, $"fillmissing(c, {number:R})"), name);
        }

        var isSame = info.Type.IsFloat() && operation is not ("arg_max" or "arg_min");
        return task.Draft(isSame ? recipe : CubeCast.To(recipe, info.Type, missing is { } whole ? (Int128)whole : info.Missing)) with { Measure = name };
    }

    private static CubeRecipe Marked(CubeRecipe recipe, double? missing) => missing is { } number && !double.IsNaN(number)
        ? Calculated(recipe, string.Create(CultureInfo.InvariantCulture, $"where(c == {number:R}, nan, c)"), "")
        : recipe;

    private static CubeStep Calculated(CubeRecipe recipe, string expression, string name) =>
        new("calculate", new JsonObject { ["expression"] = expression, ["names"] = new JsonArray("c"), ["checkUnits"] = false, ["name"] = name }, ("cubes", [recipe]));

    private static string Method(string operation) => operation switch
    {
        "avg" => "mean",
        "sum" => "add",
        "arg_max" => "argmax",
        "arg_min" => "argmin",
        _ => operation,
    };
}
