using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary><c>oph_cancel</c>: stops a request; it ends as aborted.</summary>
internal sealed class Cancel(NamedSessions sessions, LiveRequests live) : IOphidiaOperator
{
    /// <summary>Work stops at its next block; most has stopped by then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public async Task<OphidiaAnswer> RunAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var (row, role) = await sessions.FindAsync(call, cancellation);
        if (role < OphidiaRole.Write)
        {
            throw new RefusalException("not-allowed", "You may only look in that session.", "Ask its owner for the right 'write'.", RefusalKind.Forbidden);
        }

        var id = call.Arguments.Whole("id", 1);
        var job = live.Find(row.Code, id) ?? throw new RefusalException(
            "not-running", $"The request {id} is not being carried out.", "'oph_resume level=2' shows how requests ended.", RefusalKind.Conflict);
        await job.StopAsync();
        await Task.WhenAny(job.Work, Task.Delay(Patience, cancellation));
        return new OphidiaAnswer([new OphidiaText("cancel", "Request Status", $"The request {id} is stopped.")]);
    }
}
