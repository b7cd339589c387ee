namespace Etalon.Ophidia;

/// <summary><c>oph_duplicate</c>: another cube of the same samples.</summary>
public sealed class DuplicateTranslation() : SingleCube(CubeManuals.Duplicate)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.Draft(task.Cube.Recipe);
    }
}
