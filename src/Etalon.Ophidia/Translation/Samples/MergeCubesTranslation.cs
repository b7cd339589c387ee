using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary><c>oph_mergecubes</c>: the arrays of several cubes in one, element by element or one behind the other.</summary>
public sealed class MergeCubesTranslation() : MergedCubes(CubeManuals.MergeCubes)
{
    /// <inheritdoc />
    protected override OphidiaCube Merge(CubeTask task)
    {
        var arrays = task.Cube.Implicit.Where(static dimension => !dimension.IsReduced).ToArray();
        if (arrays.Length == 0)
        {
            throw task.Arguments.Bad("cubes", "have no implicit dimension to grow along; 'oph_mergecubes2' makes a new one");
        }

        var isInterlaced = string.Equals(task.Arguments["mode"], "i", StringComparison.Ordinal);
        var along = arrays[isInterlaced ? ^1 : 0].Name;
        var settings = new JsonObject
        {
            ["numbers"] = !task.Arguments.IsYes("hold_values"),
            ["interlace"] = isInterlaced,
            ["sort"] = false,
        };
        return task.Draft(Concatenate(task, along, settings));
    }
}
