namespace Etalon.Ophidia;

/// <summary><c>oph_reduce2</c>: statistics of days, months, … of a dimension within the arrays.</summary>
public sealed class Reduce2Translation() : SingleCube(CubeManuals.Reduce2)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return LevelReduction.Draft(task, [.. task.Cube.Implicit.Where(static dimension => !dimension.IsReduced)], isLast: false);
    }
}
