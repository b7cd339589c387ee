namespace Etalon.Ophidia;

/// <summary><c>oph_apply</c>: an expression of array primitives for every row.</summary>
public sealed class ApplyTranslation() : SingleCube(CubeManuals.Apply)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var arguments = task.Arguments;
        var settings = CubeReduction.Settings(task.Cube, arguments["query"], task.IsStrict);

        // The paper writes no types. Where none are asked for, those that are written are checked all the same.
        settings["measureType"] = arguments.Has("measure_type") ? arguments["measure_type"] : "auto";
        settings["checkType"] = arguments["check_type"];
        if (arguments.Text("dim_query") is { } dimension)
        {
            settings["dimQuery"] = dimension;
        }
        else if (string.Equals(arguments["on_reduce"], "update", StringComparison.Ordinal) || task.IsStrict)
        {
            settings["coordinates"] = "numbers";
        }

        if (arguments.Text("measure") is { } name)
        {
            settings["name"] = name;
        }

        return task.Draft(CubeStep.Of("apply", task.Cube.Recipe, settings)) with { Measure = arguments.Text("measure") ?? task.Cube.Measure };
    }
}
