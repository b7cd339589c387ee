using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary><c>oph_mergecubes2</c>: several cubes side by side along a new innermost dimension.</summary>
public sealed class MergeCubes2Translation() : MergedCubes(CubeManuals.MergeCubes2)
{
    /// <inheritdoc />
    protected override OphidiaCube Merge(CubeTask task)
    {
        var name = task.Arguments.Text("dim") ?? "ensemble";
        if (task.Cube.Dimensions.Any(dimension => string.Equals(dimension.Name, name, StringComparison.Ordinal)))
        {
            throw task.Arguments.Bad("dim", $"is '{name}', which the cubes have already");
        }

        var joined = Concatenate(task, name, new JsonObject { ["numbers"] = true });
        var order = string.Join(',', task.Inputs[0].Info.Axes.Select(static axis => axis.Name).Append(name));
        var member = new OphidiaDimension(name, task.Arguments["dim_type"], task.Inputs.Length, IsImplicit: true);
        return task.Draft(CubeStep.Of("transpose", joined, new JsonObject { ["order"] = order })) with { Dimensions = [.. task.Cube.Dimensions, member] };
    }
}
