using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary><c>oph_mergecubes</c>: the arrays of several cubes in one, element by element or one behind the other.</summary>
public sealed class MergeCubesTranslation() : ManyCubes(CubeManuals.MergeCubes)
{
    /// <inheritdoc />
    public override ImmutableArray<string> Cubes(OphidiaArguments arguments)
    {
        var cubes = base.Cubes(arguments);
        return [.. Enumerable.Repeat(cubes[0], (int)arguments.Whole("number", 1, 1000)), .. cubes.Skip(1)];
    }

    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ComparableCubes.Check(task, mayLack: false);
        var arrays = task.Cube.Implicit.Where(static dimension => !dimension.IsReduced).ToArray();
        if (arrays.Length == 0)
        {
            throw task.Arguments.Bad("cubes", "have no implicit dimension to grow along; 'oph_mergecubes2' makes a new one");
        }

        var isInterlaced = string.Equals(task.Arguments["mode"], "i", StringComparison.Ordinal);
        var along = arrays[isInterlaced ? ^1 : 0].Name;
        var settings = new JsonObject
        {
            ["axis"] = along,
            ["numbers"] = !task.Arguments.IsYes("hold_values"),
            ["interlace"] = isInterlaced,
            ["sort"] = false,
            ["checkAxes"] = false,
        };
        return task.Draft(new CubeStep("concatenate", settings, ("cubes", [.. task.Inputs.Select(static input => input.Cube.Recipe)])));
    }
}
