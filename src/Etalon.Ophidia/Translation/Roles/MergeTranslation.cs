using System.Globalization;

namespace Etalon.Ophidia;

/// <summary><c>oph_merge</c>: fewer fragments, the same samples.</summary>
public sealed class MergeTranslation() : SingleCube(CubeManuals.Merge)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var before = task.Cube.Fragmentation;
        var merged = task.Arguments.Whole("nmerge", 0);
        merged = merged == 0 ? before.Fragments : merged;
        if (merged > before.Fragments || before.Fragments % merged != 0)
        {
            throw task.Arguments.Bad("nmerge", string.Create(CultureInfo.InvariantCulture, $"is {merged}, which does not divide the {before.Fragments} fragments"));
        }

        var fragments = before.Fragments / merged;
        var hosts = fragments % before.Hosts == 0 ? before.Hosts : 1;
        return task.Draft(task.Cube.Recipe) with
        {
            Fragmentation = new OphidiaFragmentation(hosts, fragments / hosts, Math.Min(before.RowsPerFragment * merged, task.Cube.Rows)),
        };
    }
}
