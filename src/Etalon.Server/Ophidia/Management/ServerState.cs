using System.Globalization;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_service</c>: that the server is up, and what it carries out.</summary>
internal sealed class ServerState(LiveRequests live) : IOphidiaOperator
{
    /// <inheritdoc />
    public Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        if (call.Arguments.Text("state") is { } state)
        {
            throw new RefusalException("unsupported", $"The server is not switched '{state}' from here.", "'etalon up' and 'etalon down' start and stop it.", RefusalKind.Unsupported);
        }

        var status = new OphidiaText("service", "Service Status", "up");
        if (call.Arguments.Whole("level", 1, 2) == 1)
        {
            return Task.FromResult(new OphidiaAnswer([status]));
        }

        var (server, own) = (call.Visit.Session.Server, call.Visit.Session.Code);
        var jobs = live.All.Where(job => call.Visit.Viewer.IsAdministrator || string.Equals(job.Session, own, StringComparison.Ordinal));
        var table = new OphidiaTable(
            "Requests", [("OPH JOB ID", "string"), ("PROGRESS RATIO", "double")],
            [.. jobs.OrderBy(static job => job.Session, StringComparer.Ordinal).ThenBy(static job => job.Workflow).Select(job =>
                (IReadOnlyList<string>)[new OphidiaSession(server, job.Session).Job(job.Workflow, job.Marker), job.Progress.ToString("F6", CultureInfo.InvariantCulture)])]);
        return Task.FromResult(new OphidiaAnswer([status, new OphidiaGrid("service_tasks", table)]));
    }
}
