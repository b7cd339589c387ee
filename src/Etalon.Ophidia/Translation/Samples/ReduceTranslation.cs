namespace Etalon.Ophidia;

/// <summary><c>oph_reduce</c>: statistics of the arrays, or of groups of their elements.</summary>
public sealed class ReduceTranslation() : SingleCube(CubeManuals.Reduce)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var arrays = task.Cube.Implicit.Where(static dimension => !dimension.IsReduced).ToArray();
        var size = string.Equals(task.Arguments["group_size"], "all", StringComparison.Ordinal) ? 0 : task.Arguments.Whole("group_size", 1);
        return arrays.Length == 0
            ? throw task.Arguments.Bad("cube", "has no implicit dimension to reduce; 'oph_aggregate' reduces rows, 'oph_rollup' moves a dimension into the arrays")
            : task.Draft(CubeReduction.Groups(task, arrays, size));
    }
}
