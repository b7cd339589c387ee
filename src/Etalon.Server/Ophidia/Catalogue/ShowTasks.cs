using System.Globalization;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_tasks</c>: what made the cubes of a folder.</summary>
internal sealed class ShowTasks(CatalogDatabase catalog) : IOphidiaOperator
{
    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        long? cube = call.Filter("cube_filter") switch
        {
            null => null,
            var number when long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
            var pid => OphidiaPid.ParseCube(pid, call.Visit.Session.Server).Cube,
        };
        var steps = await new ListOphidiaSteps(catalog.Source).RunAsync(
            call.Visit.Row.RootFolderId, call.Path(), cube, call.Filter("operator_filter"), call.Filter("container"), cancellation);
        var rows = steps.Select(step => (IReadOnlyList<string>)[step.Operator, ShowProvenance.Inputs(call, step), call.Pid(step.ContainerId, step.Id)]);
        return new OphidiaAnswer([CatalogueCalls.Grid("tasks", "Task List", ["OPERATOR", "INPUT DATACUBE", "OUTPUT DATACUBE"], rows)]);
    }
}
