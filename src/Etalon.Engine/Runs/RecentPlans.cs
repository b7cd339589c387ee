using System.Text.Json.Nodes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>Keeps the last plans, since a run is planned when it is ordered and again when it begins a moment later. Thread-safe.</summary>
internal sealed class RecentPlans
{
    private const int Most = 16;

    private readonly Lock _gate = new();
    private readonly Queue<(Guid Run, string Document, Plan Plan)> _known = new();

    /// <summary>The run's plan, if what it computes and what it may use are as they were; else a new one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="document">What names the result; null where nothing does, so that nothing can be known to be the same.</param>
    /// <param name="limits">What is allowed.</param>
    /// <param name="make">Makes a new plan.</param>
    public Plan Of(Guid run, JsonObject? document, PlanLimits limits, Func<Plan> make)
    {
        if (document is null)
        {
            return make();
        }

        var text = document.ToJsonString();
        lock (_gate)
        {
            foreach (var known in _known)
            {
                if (known.Run == run && known.Plan.Limits == limits && string.Equals(known.Document, text, StringComparison.Ordinal))
                {
                    return known.Plan;
                }
            }
        }

        var plan = make();
        lock (_gate)
        {
            _known.Enqueue((run, text, plan));
            while (_known.Count > Most)
            {
                _known.Dequeue();
            }
        }

        return plan;
    }
}
