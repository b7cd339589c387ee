using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary><c>oph_intercube</c>: two cubes become one, sample by sample.</summary>
public sealed class InterCubeTranslation : ICubeTranslation
{
    /// <inheritdoc />
    public OphidiaManual Manual => CubeManuals.InterCube;

    /// <inheritdoc />
    public ImmutableArray<string> Cubes(OphidiaArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var listed = arguments.List("cubes");
        ImmutableArray<string> cubes = listed.IsEmpty ? [.. new[] { arguments.Text("cube"), arguments.Text("cube2") }.OfType<string>()] : listed;
        return cubes.Length == 2
            ? cubes
            : throw arguments.Bad(
                "cubes", string.Create(CultureInfo.InvariantCulture, $"or 'cube' and 'cube2' name {cubes.Length} cubes; two are compared, and 'oph_intercube2' takes more"));
    }

    /// <inheritdoc />
    public OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (arguments, first) = (task.Arguments, task.Inputs[0]);
        ComparableCubes.Check(task);
        var operation = arguments["operation"];
        var name = arguments.Text("measure") ?? first.Cube.Measure;
        var recipe = string.Equals(operation, "corr", StringComparison.Ordinal) ? Correlated(task, name) : Calculated(task, operation, name);
        return task.Draft(recipe) with { Measure = name };
    }

    private static CubeRecipe Calculated(CubeTask task, string operation, string name)
    {
        var info = task.Inputs[0].Info;
        var keepsUnit = operation is "sub" or "sum" or "max" or "min" or "mask";
        var missing = task.Arguments.Text("missingvalue") is null ? (double?)null : task.Arguments.Number("missingvalue");
        var recipe = new CubeStep(
            "calculate",
            new JsonObject
            {
                ["expression"] = PairExpression.Of(operation, missing),
                ["names"] = new JsonArray("a", "b"),
                ["checkUnits"] = false,
                ["checkAxes"] = false,
                ["unit"] = keepsUnit ? info.Unit : "",
                ["name"] = name,
                ["longName"] = PairExpression.Name(operation, Label(task.Inputs[0]), Label(task.Inputs[1])),
            },
            ("cubes", [.. task.Inputs.Select(static input => input.Cube.Recipe)]));
        return info.Type.IsFloat() ? recipe : CubeCast.To(recipe, info.Type, missing is { } number ? (Int128)number : info.Missing);
    }

    /// <summary>What a cube is called at length; the measure where that would go on growing from step to step.</summary>
    private static string Label(CubeInput input)
    {
        const int longest = 60;
        return input.Info.Attributes.FirstOrDefault(static pair => pair.Key is "long_name").Value?.Text is { Length: > 0 and <= longest } name ? name : input.Cube.Measure;
    }

    /// <summary>Row by row, over the arrays.</summary>
    private static CubeRecipe Correlated(CubeTask task, string name)
    {
        var arrays = task.Cube.Implicit.Where(static dimension => !dimension.IsReduced).Select(static dimension => (JsonNode)dimension.Name).ToArray();
        if (arrays.Length == 0)
        {
            throw task.Arguments.Bad("operation", "is 'corr', which needs cubes with an implicit dimension");
        }

        var recipe = new CubeStep(
            "combine", new JsonObject { ["method"] = "corr", ["axes"] = new JsonArray(arrays), ["name"] = name, ["checkUnits"] = false, ["checkAxes"] = false },
            ("cubes", [.. task.Inputs.Select(static input => input.Cube.Recipe)]));
        var info = task.Inputs[0].Info;
        return info.Type.IsFloat() ? recipe : CubeCast.To(recipe, info.Type, info.Missing);
    }
}
