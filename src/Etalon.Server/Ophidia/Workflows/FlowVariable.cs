using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>A variable, and where in the request it was set.</summary>
/// <param name="Value">What it stands for.</param>
/// <param name="Place">The place of the task that set it: its number in its block, the turn, the number within that, …</param>
internal readonly record struct FlowVariable(OphidiaVariable Value, ImmutableArray<int> Place)
{
    /// <summary>
    /// What tasks see that come after several others: of two values of a name, the one that was set further down in the request. When tasks were
    /// really carried out does not matter, so that a request gives the same however many tasks work at a time.
    /// </summary>
    public static ImmutableDictionary<string, FlowVariable> Merge(ImmutableDictionary<string, FlowVariable> start, IEnumerable<ImmutableDictionary<string, FlowVariable>> others)
    {
        var merged = start.ToBuilder();
        foreach (var (name, variable) in others.Where(other => other != start).SelectMany(static other => other))
        {
            if (!merged.TryGetValue(name, out var known) || variable.IsAfter(known))
            {
                merged[name] = variable;
            }
        }

        return merged.ToImmutable();
    }

    private bool IsAfter(FlowVariable other) => Place.AsSpan().SequenceCompareTo(other.Place.AsSpan()) > 0;
}
