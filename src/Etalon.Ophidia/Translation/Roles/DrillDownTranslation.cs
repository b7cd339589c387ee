namespace Etalon.Ophidia;

/// <summary><c>oph_drilldown</c>: the outermost dimensions of the arrays become the innermost explicit ones.</summary>
public sealed class DrillDownTranslation() : SingleCube(CubeManuals.DrillDown)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var arrays = task.Cube.Implicit.Where(static dimension => !dimension.IsReduced).ToArray();
        if (arrays.Length == 0)
        {
            throw task.Arguments.Bad("ndim", "has nothing to move: the cube has no implicit dimension");
        }

        var count = (int)task.Arguments.Whole("ndim", 1, arrays.Length);
        var draft = task.Draft(task.Cube.Recipe) with { Dimensions = CubeRoles.Moved(task.Cube, arrays[..count], isImplicit: false) };
        return draft with { Fragmentation = CubeRoles.Refragmented(draft) };
    }
}
