namespace Etalon.Server;

/// <summary>The record of requests and their tasks within a session; jobs are found in it by their numbers.</summary>
internal interface IOphidiaJournal
{
    /// <summary>Writes a task of a request down as running, and gives it the next number.</summary>
    /// <param name="visit">The session and the request.</param>
    /// <param name="parent">The request's own number.</param>
    /// <param name="name">What the request calls the task.</param>
    /// <param name="called">The operator.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<long> BeginTaskAsync(OphidiaVisit visit, long parent, string name, string called, CancellationToken cancellation);

    /// <summary>Writes down how a task ended: <c>OPH_STATUS_COMPLETED</c>, <c>OPH_STATUS_ERROR</c>, …</summary>
    Task EndTaskAsync(OphidiaVisit visit, long marker, string state, CancellationToken cancellation);

    /// <summary>Notes how far a request is, from 0 to 1; cheap enough to be told often.</summary>
    void Report(OphidiaVisit visit, double progress);
}
