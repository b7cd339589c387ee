using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Carries a request out: its tasks in their order, each by its operator.</summary>
internal sealed class OphidiaRunner(OphidiaOperators operators)
{
    /// <summary>Runs a request that has one task.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="visit">Who asks.</param>
    /// <param name="marker">The request's number.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<OphidiaReport> RunAsync(OphidiaRequest request, OphidiaVisit visit, long marker, CancellationToken cancellation)
    {
        var task = request.Tasks[0];
        var (manual, carrier) = operators.Find(task.Operator);
        try
        {
            var answer = await carrier.RunAsync(new OphidiaCall(new OphidiaArguments(manual, task), visit, marker), cancellation);
            return new OphidiaReport([.. answer.Objects, OphidiaText.Success], answer.Extra, "OPH_STATUS_COMPLETED");
        }
        catch (RefusalException refusal)
        {
            return new OphidiaReport([OphidiaText.Failure($"{refusal.Message} {refusal.Help}")], [], "OPH_STATUS_ERROR");
        }
    }
}
