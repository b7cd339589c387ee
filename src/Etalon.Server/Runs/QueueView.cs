using System.Globalization;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>A run in the queue as clients see it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Operator">The operator or workflow.</param>
/// <param name="Class"><c>interactive</c> or <c>batch</c>; neither waits behind the other.</param>
/// <param name="State"><c>waiting</c> or <c>running</c>.</param>
/// <param name="Place">Its place among those that wait, from 1; 0 when it runs.</param>
/// <param name="ExpectedSeconds">How long it will run, as its plan says.</param>
/// <param name="WaitedSeconds">How long it has waited.</param>
/// <param name="LimitSeconds">After so many seconds at work it is stopped.</param>
/// <param name="ExpectedStart">When it will begin, if everything takes as long as planned; null when it runs.</param>
/// <param name="Why">Why it waits, for people.</param>
public sealed record QueueView(
    Guid Run, string Name, string Operator, string Class, string State, long Place, double ExpectedSeconds, double WaitedSeconds, int LimitSeconds,
    DateTimeOffset? ExpectedStart, string Why)
{
    /// <summary>Says it of a job.</summary>
    public static QueueView Of(QueuedJob job, DateTimeOffset now)
    {
        var isWaiting = job.Place > 0;
        return new QueueView(
            job.RunId, job.Name, job.Operator, job.Class, isWaiting ? "waiting" : "running", job.Place, job.ExpectedSeconds, job.WaitedSeconds, job.LimitSeconds,
            isWaiting ? now + TimeSpan.FromSeconds(job.SecondsBefore) : null, isWaiting ? Reason(job) : "");
    }

    private static string Reason(QueuedJob job)
    {
        var before = job.Place > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{job.Place - 1} before it")
            : "it is the next";
        var used = job.UsedSeconds >= 1 ? string.Create(CultureInfo.InvariantCulture, $"; runs of its owner took {job.UsedSeconds:F0} s within the last hour") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{before}, about {job.SecondsBefore:F0} s of work{used}; short ones and those that have waited long go first");
    }
}
