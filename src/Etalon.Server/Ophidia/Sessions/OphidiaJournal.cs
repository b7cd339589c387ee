using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>The journal in the catalogue; how far requests are stands in memory only.</summary>
internal sealed class OphidiaJournal(CatalogDatabase catalog, LiveRequests live, TimeProvider clock) : IOphidiaJournal
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public Task<long> BeginTaskAsync(OphidiaVisit visit, long parent, string name, string called, CancellationToken cancellation) =>
        new BeginOphidiaTask(catalog.Source, clock).RunAsync(visit.Session.Code, visit.Workflow, parent, name, called, cancellation);

    /// <inheritdoc />
    public Task EndTaskAsync(OphidiaVisit visit, long marker, string state, CancellationToken cancellation) =>
        new EndOphidiaJob(catalog.Source, clock).RunAsync(visit.Session.Code, marker, state, null, cancellation);

    /// <inheritdoc />
    public void Report(OphidiaVisit visit, double progress)
    {
        if (live.Find(visit.Session.Code, visit.Workflow) is { } job)
        {
            job.Progress = progress;
        }
    }

    /// <summary>Writes down how a request ended, whoever has gone meanwhile.</summary>
    public async Task EndAsync(OphidiaVisit visit, long marker, string state, string? response)
    {
        using var limit = new CancellationTokenSource(EndLimit);
        await new EndOphidiaJob(catalog.Source, clock).RunAsync(visit.Session.Code, marker, state, response, limit.Token);
    }
}
