using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>Everything the engine will do, decided before any data moves.</summary>
/// <param name="Sections">In the order in which they can run.</param>
/// <param name="Limits">What was allowed.</param>
/// <param name="Total">Sums of bytes and seconds, and the largest peak.</param>
public sealed record Plan(ImmutableArray<Section> Sections, PlanLimits Limits, Prediction Total);
