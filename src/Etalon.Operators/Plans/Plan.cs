using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>Everything the engine will do, decided before any data moves.</summary>
/// <param name="Sections">In the order in which they can run.</param>
/// <param name="Limits">What was allowed.</param>
/// <param name="Graph">The graph that is executed: the one that was given, and the copies of sources that the plan makes.</param>
/// <param name="Total">Sums of bytes and seconds, and the largest peak.</param>
public sealed record Plan(ImmutableArray<Section> Sections, PlanLimits Limits, ResolvedGraph Graph, Prediction Total);
