namespace Etalon.Catalog;

/// <summary>A job that waits or runs.</summary>
/// <param name="RunId">Its run.</param>
/// <param name="Class"><c>interactive</c> or <c>batch</c>.</param>
/// <param name="State"><c>waiting</c> or <c>taken</c>.</param>
/// <param name="Name">What the user calls the run.</param>
/// <param name="Operator">The operator or workflow.</param>
/// <param name="Place">Its place among those that wait, from 1; 0 when it runs.</param>
/// <param name="ExpectedSeconds">How long it will run, as far as its plan knows.</param>
/// <param name="SecondsBefore">What stands before it is expected to take so long.</param>
/// <param name="UsedSeconds">What the runs of its owner took within the last hour.</param>
/// <param name="WaitedSeconds">How long it has waited.</param>
/// <param name="LimitSeconds">When it will be stopped.</param>
public sealed record QueuedJob(
    Guid RunId, string Class, string State, string Name, string Operator, long Place, double ExpectedSeconds, double SecondsBefore, double UsedSeconds,
    double WaitedSeconds, int LimitSeconds);
