using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>A whole plan for given chunks, to be compared with others.</summary>
/// <param name="Search">What found it.</param>
/// <param name="Stored">The nodes that end sections.</param>
/// <param name="Cost">Seconds, or far more for what does not fit.</param>
/// <param name="Fits">Whether every section fits the budget.</param>
internal sealed record Draft(CutSearch Search, ImmutableHashSet<string> Stored, double Cost, bool Fits)
{
    public static Draft Of(PlanGraph graph, CubeLayouts layouts, PlanLimits limits)
    {
        var search = new CutSearch(graph, layouts, limits);
        var stored = search.Find();
        return new Draft(search, stored, search.Total(stored), stored.All(id => search.Section(id, stored).Fits));
    }
}
