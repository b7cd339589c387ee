using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>The best way to compute one section.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="ReduceBlock">The block of a reduction's input; empty for others.</param>
/// <param name="Workers">How many workers fit.</param>
/// <param name="Predicted">Expected cost.</param>
/// <param name="Fits">Whether one worker fits the budget at all; the prediction is then for the smallest tile.</param>
internal sealed record SectionChoice(
    ImmutableArray<long> Tile, ImmutableArray<long> ReduceBlock, int Workers, Prediction Predicted, bool Fits);
