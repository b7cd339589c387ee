namespace Etalon.Ophidia;

/// <summary><c>oph_split</c>: more fragments, the same samples.</summary>
public sealed class SplitTranslation() : SingleCube(CubeManuals.Split)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var before = task.Cube.Fragmentation;
        var parts = task.Arguments.Whole("nsplit", 1, before.RowsPerFragment);
        return task.Draft(task.Cube.Recipe) with
        {
            Fragmentation = before with { FragmentsPerHost = before.FragmentsPerHost * parts, RowsPerFragment = (before.RowsPerFragment + parts - 1) / parts },
        };
    }
}
