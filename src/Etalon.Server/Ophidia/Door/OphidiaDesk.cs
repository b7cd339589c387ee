using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>From the JSON of a request to its reply: into a session, through the operators, into the journal.</summary>
internal sealed class OphidiaDesk(
    ServerOptions options, OphidiaOperators operators, OphidiaRunner runner, OphidiaSessions sessions, OphidiaJournal journal, LiveRequests requests,
    RequestRestart restart, CallbackSender callbacks, ILogger<OphidiaDesk> log)
{
    private const int KeptBytes = 64 << 20;

    /// <summary>Answers a request.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="json">The request.</param>
    /// <param name="gone">Cancelled when the client has gone; what it does not wait for goes on.</param>
    /// <exception cref="OphidiaException">The request is answered with an error number.</exception>
    public async Task<OphidiaReply> AnswerAsync(KnownPerson person, string json, CancellationToken gone)
    {
        (var request, json) = await restart.LookAsync(OphidiaRequest.Parse(json), json, person, gone);
        request = NestedRequest.Expand(request, operators.Manual);
        var manuals = request.Tasks.Select(task => operators.Find(task.Operator).Manual).ToImmutableArray();
        if (manuals.Any(static manual => manual.IsManagement))
        {
            return request.Tasks.Length == 1
                ? await ManageAsync(request, person, gone)
                : throw new OphidiaException(OphidiaError.Server, $"{manuals.First(static manual => manual.IsManagement).Name} must be the only task of its request.");
        }

        var (visit, marker) = await sessions.EnterAsync(request, json, person, gone);
        LiveRequest live;
        try
        {
            OphidiaRights.Check(visit, manuals);
            live = requests.Begin(visit, marker, request.IsSynchronous ? gone : CancellationToken.None);
        }
        catch (OphidiaException)
        {
            await journal.EndAsync(visit, marker, "OPH_STATUS_ERROR", null);
            throw;
        }

        var jobId = visit.Session.Job(visit.Workflow, marker);
        if (request.IsSynchronous)
        {
            return await CarryOutAsync(request, visit, live, jobId);
        }

        live.Work = Task.Run(() => InBackgroundAsync(request, visit, live, jobId), CancellationToken.None);
        return new OphidiaReply(OphidiaError.None, jobId, null);
    }

    /// <summary>The reply with an error number; a text says what was wrong, for those who read it.</summary>
    public OphidiaReply Refuse(OphidiaException error) =>
        new(error.Error, "", new OphidiaDocument(new OphidiaSource(new OphidiaSession(options.Ophidia.Url, ""), 0, 0), [OphidiaText.Failure(error.Message)], []));

    /// <summary>Management operators look after sessions and jobs; they are no jobs themselves.</summary>
    private async Task<OphidiaReply> ManageAsync(OphidiaRequest request, KnownPerson person, CancellationToken gone)
    {
        var began = Stopwatch.GetTimestamp();
        var visit = await sessions.LookAsync(request, person, gone);
        var task = request.Tasks[0];
        var (manual, carrier) = operators.Find(task.Operator);
        OphidiaRights.Check(visit, [manual]);
        var source = new OphidiaSource(visit.Session, 0, 0);
        try
        {
            var answer = await carrier.RunAsync(new OphidiaCall(new OphidiaArguments(manual, task), visit, 0), gone);
            var remark = UnknownArguments.Remark(manual, task);
            IEnumerable<OphidiaObject> warnings = remark.Length > 0 ? [new OphidiaText("summary", "WARNING", remark + "\n")] : [];
            var document = new OphidiaDocument(source, [.. answer.Objects, .. warnings, OphidiaText.Success], [Took(began), .. answer.Extra]);
            return new OphidiaReply(OphidiaError.None, answer.Results.GetValueOrDefault("session", ""), document);
        }
        catch (RefusalException refusal)
        {
            return new OphidiaReply(OphidiaError.None, "", new OphidiaDocument(source, [OphidiaText.Failure($"{refusal.Message} {refusal.Help}")], [Took(began)]));
        }
    }

    private async Task<OphidiaReply> CarryOutAsync(OphidiaRequest request, OphidiaVisit visit, LiveRequest live, string jobId)
    {
        var began = Stopwatch.GetTimestamp();
        OphidiaReport report;
        try
        {
            report = await RunAsync(request, visit, live);
        }
        catch (OphidiaException error) when (!request.IsSynchronous)
        {
            // The number went out long ago; what is wrong is found by oph_resume.
            report = new OphidiaReport([OphidiaText.Failure(error.Message)], [], "OPH_STATUS_ERROR");
        }
        catch (OphidiaException)
        {
            requests.End(live);
            await journal.EndAsync(visit, live.Marker, "OPH_STATUS_ERROR", null);
            throw;
        }

        var document = new OphidiaDocument(new OphidiaSource(visit.Session, visit.Workflow, live.Marker), report.Objects, [Took(began), .. report.Extra]);
        return new OphidiaReply(OphidiaError.None, jobId, document)
        {
            Written = async (text, isWhole) =>
            {
                requests.End(live);
                var state = isWhole ? report.State : "OPH_STATUS_ERROR";
                await journal.EndAsync(visit, live.Marker, state, text);
                _ = callbacks.Begin(request.Globals.GetValueOrDefault("callback_url"), jobId, state);
            },
        };
    }

    private async Task InBackgroundAsync(OphidiaRequest request, OphidiaVisit visit, LiveRequest live, string jobId)
    {
        try
        {
            var reply = await CarryOutAsync(request, visit, live, jobId);
            await KeepAsync(reply);
        }
#pragma warning disable CA1031 // Nobody waits for this: what goes wrong must end in the journal and in the log.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            DoorLog.Failed(log, fault);
            requests.End(live);
            await journal.EndAsync(visit, live.Marker, "OPH_STATUS_ERROR", null);
        }
    }

    /// <summary>Writes the document for whoever asks later. Rows are made while they are written, so it may fail only now.</summary>
    private static async Task KeepAsync(OphidiaReply reply)
    {
        using var copy = new KeptCopy(KeptBytes);
        try
        {
            reply.Document!.Write(copy);
            await reply.Written(copy.Text, arg2: true);
        }
        catch (RefusalException refusal)
        {
            using var failure = new KeptCopy(KeptBytes);
            reply.Failing($"{refusal.Message} {refusal.Help}").Document!.Write(failure);
            await reply.Written(failure.Text, arg2: false);
        }
    }

    private async Task<OphidiaReport> RunAsync(OphidiaRequest request, OphidiaVisit visit, LiveRequest live)
    {
        try
        {
            return await runner.RunAsync(request, visit, live);
        }
        catch (OperationCanceledException) when (live.Cancellation.IsCancellationRequested)
        {
            return new OphidiaReport([OphidiaText.Failure("The request was cancelled.")], [], "OPH_STATUS_ABORTED");
        }
#pragma warning disable CA1031 // A fault of ours ends the request, not the server; the client learns that it is none of theirs.
        catch (Exception fault) when (fault is not OphidiaException)
#pragma warning restore CA1031
        {
            DoorLog.Failed(log, fault);
            return new OphidiaReport([OphidiaText.Failure("The server failed at this request by a fault of its own; its log says more.")], [], "OPH_STATUS_ERROR");
        }
    }

    private static (string Key, string Value) Took(long began) =>
        ("execution_time", Stopwatch.GetElapsedTime(began).TotalSeconds.ToString("F6", CultureInfo.InvariantCulture));
}
