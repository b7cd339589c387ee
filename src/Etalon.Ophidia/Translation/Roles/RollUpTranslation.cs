namespace Etalon.Ophidia;

/// <summary><c>oph_rollup</c>: the innermost explicit dimensions become the outermost of the arrays.</summary>
public sealed class RollUpTranslation() : SingleCube(CubeManuals.RollUp)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var rows = task.Cube.Explicit.Where(static dimension => !dimension.IsReduced).ToArray();
        if (rows.Length == 0)
        {
            throw task.Arguments.Bad("ndim", "has nothing to move: the cube has no explicit dimension");
        }

        var count = (int)task.Arguments.Whole("ndim", 1, rows.Length);
        var draft = task.Draft(task.Cube.Recipe) with { Dimensions = CubeRoles.Moved(task.Cube, rows[^count..], isImplicit: true) };
        return draft with { Fragmentation = CubeRoles.Refragmented(draft) };
    }
}
