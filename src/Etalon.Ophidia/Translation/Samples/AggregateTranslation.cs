namespace Etalon.Ophidia;

/// <summary><c>oph_aggregate</c>: statistics of rows, or of groups of rows; fragments have no part in it.</summary>
public sealed class AggregateTranslation() : SingleCube(CubeManuals.Aggregate)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var rows = task.Cube.Explicit.Where(static dimension => !dimension.IsReduced).ToArray();
        var size = string.Equals(task.Arguments["group_size"], "all", StringComparison.Ordinal) ? 0 : task.Arguments.Whole("group_size", 1);
        return rows.Length == 0
            ? throw task.Arguments.Bad("cube", "has no explicit dimension to reduce; 'oph_reduce' reduces arrays")
            : task.Draft(CubeReduction.Groups(task, rows, size));
    }
}
