using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Takes up a request again that was made before: <c>oph_resume id=N;execute=yes;checkpoint=NAME</c>.</summary>
internal sealed class RequestRestart(CatalogDatabase catalog, OphidiaSessions sessions)
{
    /// <summary>The request that is meant, with what need not be done again; any other request as it is.</summary>
    /// <exception cref="OphidiaException">There is none of that number, or it cannot be made again.</exception>
    public async Task<(OphidiaRequest Request, string Json)> LookAsync(OphidiaRequest request, string json, KnownPerson person, CancellationToken cancellation)
    {
        if (request.Tasks is not [{ Operator: "oph_resume" or "resume" } task] || task["execute"] is not "yes")
        {
            return (request, json);
        }

        var arguments = Arguments(task);
        var visit = await sessions.LookAsync(request, person, cancellation);
        var id = arguments.Whole("id", 0);
        var byMarker = arguments["id_type"] is "marker";
        var jobs = id == 0 ? [] : await new ListOphidiaRequests(catalog.Source).RunAsync(visit.Row.Code, byMarker ? null : id, byMarker ? id : null, cancellation);
        var texts = jobs.FirstOrDefault(static job => job.Parent is null) is { } job
            ? await new ReadOphidiaJob(catalog.Source).RunAsync(visit.Row.Code, job.Marker, cancellation)
            : null;
        if (texts is not { Request.Length: > 0 })
        {
            throw new OphidiaException(OphidiaError.Parameter, $"There is no request {id} in this session that could be made again; 'oph_resume' lists them.");
        }

        var before = OphidiaRequest.Parse(texts.Request);
        return (Checkpoints.Continue(before, request, arguments["checkpoint"], texts.Response), texts.Request);
    }

    private static OphidiaArguments Arguments(OphidiaTask task)
    {
        try
        {
            return new OphidiaArguments(ManagementManuals.Resume, task);
        }
        catch (RefusalException refusal)
        {
            throw new OphidiaException(OphidiaError.Parameter, refusal.Message, refusal);
        }
    }
}
