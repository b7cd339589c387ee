using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary><c>oph_concatnc</c>: a variable of a file behind a cube, along its implicit dimension.</summary>
public static class ConcatTranslation
{
    /// <summary>The cube that is made.</summary>
    /// <param name="arguments">Those of the task.</param>
    /// <param name="before">The cube.</param>
    /// <param name="variable">The variable of the file.</param>
    /// <param name="opened">The recipe that opens it.</param>
    /// <param name="isStrict">Whether what the original gets silently wrong is kept.</param>
    public static OphidiaCube Draft(OphidiaArguments arguments, CubeInput before, CubeInfo variable, CubeStep opened, bool isStrict)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(variable);
        var along = before.Cube.Implicit.Where(static dimension => !dimension.IsReduced).ToArray() is [var one]
            ? one.Name
            : throw arguments.Bad("cube", "has not exactly one implicit dimension; files are appended along it");
        var names = before.Info.Axes.Select(static axis => axis.Name).ToArray();
        if (!names.Order(StringComparer.Ordinal).SequenceEqual(variable.Axes.Select(static axis => axis.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            throw arguments.Bad("src_path", $"has '{variable.Name}' over {string.Join(", ", variable.Axes.Select(static axis => axis.Name))}; the cube is over {string.Join(", ", names)}");
        }

        var chosen = SubsetTranslation.Selections(arguments, variable, isStrict, origin: 0);
        CubeRecipe piece = chosen.Count == 0 ? opened : CubeStep.Of("subset", opened, new JsonObject { ["axes"] = chosen.DeepClone() });
        if (!names.SequenceEqual(variable.Axes.Select(static axis => axis.Name), StringComparer.Ordinal))
        {
            piece = CubeStep.Of("transpose", piece, new JsonObject { ["order"] = string.Join(',', names) });
        }

        if (Offset(arguments, before.Info, variable, along, chosen) is var offset && offset != 0)
        {
            var shift = string.Create(CultureInfo.InvariantCulture, $"oph_sum_scalar(dimension,{offset:R})");
            piece = CubeStep.Of("apply", piece, new JsonObject { ["query"] = "measure", ["array"] = new JsonArray(along), ["measureType"] = "auto", ["dimQuery"] = shift });
        }

        var recipe = new CubeStep("concatenate", new JsonObject { ["axis"] = along, ["sort"] = false }, ("cubes", [before.Cube.Recipe, piece]));
        return before.Cube with { Recipe = recipe, Level = before.Cube.Level + 1 };
    }

    /// <summary>What is added to the file's values of the dimension.</summary>
    private static double Offset(OphidiaArguments arguments, CubeInfo before, CubeInfo variable, string along, JsonObject chosen)
    {
        if (!arguments.IsYes("dim_continue"))
        {
            return arguments.Text("dim_offset") is null ? 0 : arguments.Number("dim_offset");
        }

        var (axis, other) = (before.Axes[before.IndexOf(along)], variable.Axes[variable.IndexOf(along)]);
        if (axis.Coordinates is not { Length: > 1 } known || other.Coordinates is not { } values || !string.Equals(axis.Unit, other.Unit, StringComparison.Ordinal))
        {
            throw arguments.Bad("dim_continue", $"needs at least two values of '{along}' in the cube, and the same unit in the file");
        }

        var last = known[known.Length - 1];
        return last + (last - known[known.Length - 2]) - values[AxisPlaces.Parse((string?)chosen[along] ?? "", other.Length).First];
    }
}
