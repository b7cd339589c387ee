namespace Etalon.Ophidia;

/// <summary><c>oph_aggregate2</c>: statistics of days, months, … of a dimension of the rows.</summary>
public sealed class Aggregate2Translation() : SingleCube(CubeManuals.Aggregate2)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return LevelReduction.Draft(task, [.. task.Cube.Explicit.Where(static dimension => !dimension.IsReduced)], isLast: true);
    }
}
