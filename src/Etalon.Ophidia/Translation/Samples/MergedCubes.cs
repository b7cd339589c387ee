using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>An operator that puts cubes of the same shape together along a dimension; the first may be taken several times.</summary>
public abstract class MergedCubes(OphidiaManual manual) : ManyCubes(manual)
{
    /// <inheritdoc />
    public sealed override ImmutableArray<string> Cubes(OphidiaArguments arguments)
    {
        var cubes = base.Cubes(arguments);
        return [.. Enumerable.Repeat(cubes[0], (int)arguments.Whole("number", 1, 1000)), .. cubes.Skip(1)];
    }

    /// <inheritdoc />
    public sealed override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ComparableCubes.Check(task, mayLack: false);
        return Merge(task);
    }

    /// <summary>The cube that a call makes of cubes that go together.</summary>
    protected abstract OphidiaCube Merge(CubeTask task);

    /// <summary>All cubes of a call, one behind the other along an axis.</summary>
    private protected static CubeStep Concatenate(CubeTask task, string axis, JsonObject settings)
    {
        settings["axis"] = axis;
        settings["checkAxes"] = false;
        return new CubeStep("concatenate", settings, ("cubes", [.. task.Inputs.Select(static input => input.Cube.Recipe)]));
    }
}
