using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>An axis that <see cref="StackOperator"/> adds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Labels">One per sample; numbers become coordinates, everything else names.</param>
/// <param name="Unit">The unit of the numbers.</param>
public sealed record StackAxis(string Name, ImmutableArray<string> Labels, string Unit = "");
