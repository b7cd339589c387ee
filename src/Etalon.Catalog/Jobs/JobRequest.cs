namespace Etalon.Catalog;

/// <summary>How a run is to be queued.</summary>
/// <param name="Class">Which queue.</param>
/// <param name="Limit">How long it may run; counted in whole seconds.</param>
/// <param name="Priority">Higher goes first within the queue.</param>
public sealed record JobRequest(JobClass Class, TimeSpan Limit, int Priority = 0)
{
    /// <summary>How long it will run as far as its plan knows: short ones go before long ones.</summary>
    public TimeSpan Expected { get; init; }

    /// <summary>The worker that takes it at once, without waiting in the queue; null to queue it.</summary>
    public string? TakenBy { get; init; }

    /// <summary>How long that worker holds it without a heartbeat.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);
}
