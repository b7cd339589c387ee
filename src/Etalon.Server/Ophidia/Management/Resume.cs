using System.Collections.Immutable;
using System.Globalization;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_resume</c>: the requests of a session, how far one is, what it answered.</summary>
internal sealed class Resume(CatalogDatabase catalog, NamedSessions sessions, LiveRequests live) : IOphidiaOperator
{
    private const int MostLevel = 3;
    private const string Key = "resume";

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var arguments = call.Arguments;
        var (row, _) = await sessions.FindAsync(call, cancellation);
        var session = new OphidiaSession(call.Visit.Session.Server, row.Code);
        var id = arguments.Whole("id", 0);
        var level = arguments.Whole("level", 0, MostLevel);
        var byMarker = arguments["id_type"] is "marker";
        var jobs = await new ListOphidiaRequests(catalog.Source).RunAsync(row.Code, id == 0 || byMarker ? null : id, id > 0 && byMarker ? id : null, cancellation);
        if (id == 0)
        {
            return new OphidiaAnswer(level == 0 ? [Progress(row.Code, jobs)] : [Table("Requests", jobs, level > 1)]);
        }

        var request = jobs.FirstOrDefault(static job => job.Parent is null) ?? throw new RefusalException(
            "unknown-request", $"There is no request {id} in this session.", "'oph_resume' shows the requests of the session.", RefusalKind.Missing);
        if (arguments["document_type"] is "request")
        {
            var asked = await new ReadOphidiaJob(catalog.Source).RunAsync(row.Code, request.Marker, cancellation);
            return new OphidiaAnswer([new OphidiaText(Key, "Request", asked?.Request ?? "")]);
        }

        return new OphidiaAnswer(level switch
        {
            0 => [Progress(row.Code, [request])],
            1 => await AnswerAsync(row.Code, request, cancellation),
            2 => [Status(request), Progress(row.Code, [request]), Info(session, request), Table("Tasks", Tasks(jobs), hasStates: true)],
            _ => [Table("Tasks", Tasks(jobs), hasStates: true), .. await AnswerAsync(row.Code, request, cancellation)],
        });
    }

    /// <summary>What was answered, as it was; while nothing has been, how far it is.</summary>
    private async Task<ImmutableArray<OphidiaObject>> AnswerAsync(string session, OphidiaJobRow request, CancellationToken cancellation)
    {
        if (request.EndedAt is null)
        {
            return [Status(request), Progress(session, [request])];
        }

        var texts = await new ReadOphidiaJob(catalog.Source).RunAsync(session, request.Marker, cancellation);
        return texts?.Response is { Length: > 0 } document
            ? [.. OphidiaKept.Read(document).Where(static item => item is not OphidiaKept { IsSuccess: true })]
            : [Status(request), new OphidiaText(Key, "Response", "The answer was not kept: it was too large, or the server was stopped before there was one.")];
    }

    private OphidiaGrid Progress(string session, IEnumerable<OphidiaJobRow> requests) => new(
        "workflow_progress",
        new OphidiaTable(
            "Workflow Progress Ratio", [("CREATION DATE", "string"), ("PROGRESS RATIO", "double")],
            [.. requests.Select(job => (IReadOnlyList<string>)[Time(job.CreatedAt), Ratio(session, job).ToString("F6", CultureInfo.InvariantCulture)])]));

    /// <summary>1 for what has ended, however: clients wait for it.</summary>
    private double Ratio(string session, OphidiaJobRow job) => job.EndedAt is not null ? 1 : live.Find(session, job.Workflow)?.Progress ?? 0;

    private static OphidiaText Status(OphidiaJobRow request) => new("workflow_status", "Workflow Status", request.State);

    private static OphidiaGrid Info(OphidiaSession session, OphidiaJobRow request) => new(
        "workflow_info",
        new OphidiaTable(
            "Workflow Basic Information", [("OPH JOB ID", "string"), ("WORKFLOW ID", "int"), ("MARKER ID", "int")],
            [[session.Job(request.Workflow, request.Marker), Text(request.Workflow), Text(request.Marker)]]));

    private static OphidiaGrid Table(string title, IEnumerable<OphidiaJobRow> jobs, bool hasStates)
    {
        ImmutableArray<(string Name, string Type)> columns =
            [("WORKFLOW ID", "int"), ("MARKER ID", "int"), ("TASK NAME", "string"), ("TYPE", "string"), ("COMMAND", "string"), ("CREATION DATE", "string")];
        ImmutableArray<(string Name, string Type)> states = hasStates ? [("EXIT STATUS", "string"), ("END TIME", "string")] : [];
        return new OphidiaGrid(Key, new OphidiaTable(title, [.. columns, .. states], jobs.Select(job => Row(job, hasStates))));
    }

    private static string[] Row(OphidiaJobRow job, bool hasState)
    {
        string[] state = hasState ? [job.State, job.EndedAt is { } end ? Time(end) : ""] : [];
        return [Text(job.Workflow), Text(job.Marker), job.Name, job.Operator, job.Command, Time(job.CreatedAt), .. state];
    }

    /// <summary>A request of one task has no tasks of its own in the journal.</summary>
    private static IEnumerable<OphidiaJobRow> Tasks(IReadOnlyList<OphidiaJobRow> jobs) => jobs.Count == 1 ? jobs : jobs.Where(static job => job.Parent is not null);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
