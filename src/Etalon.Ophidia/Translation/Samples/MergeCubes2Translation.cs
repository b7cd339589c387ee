using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary><c>oph_mergecubes2</c>: several cubes side by side along a new innermost dimension.</summary>
public sealed class MergeCubes2Translation() : ManyCubes(CubeManuals.MergeCubes2)
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
        var name = task.Arguments.Text("dim") ?? "ensemble";
        if (task.Cube.Dimensions.Any(dimension => string.Equals(dimension.Name, name, StringComparison.Ordinal)))
        {
            throw task.Arguments.Bad("dim", $"is '{name}', which the cubes have already");
        }

        var joined = new CubeStep(
            "concatenate", new JsonObject { ["axis"] = name, ["numbers"] = true, ["checkAxes"] = false }, ("cubes", [.. task.Inputs.Select(static input => input.Cube.Recipe)]));
        var order = string.Join(',', task.Inputs[0].Info.Axes.Select(static axis => axis.Name).Append(name));
        var member = new OphidiaDimension(name, task.Arguments["dim_type"], task.Inputs.Length, IsImplicit: true);
        return task.Draft(CubeStep.Of("transpose", joined, new JsonObject { ["order"] = order })) with { Dimensions = [.. task.Cube.Dimensions, member] };
    }
}
