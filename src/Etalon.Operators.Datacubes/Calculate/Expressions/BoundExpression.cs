using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>An expression with its types, units and steps.</summary>
/// <param name="Text">As the user wrote it.</param>
/// <param name="Kind">The arithmetic.</param>
/// <param name="Terms">The steps.</param>
/// <param name="Root">The last step.</param>
/// <param name="Unit">The unit of the result, or null.</param>
/// <param name="IsCondition">Whether the result is 1, 0 or missing.</param>
/// <param name="Used">The inputs that occur.</param>
internal sealed record BoundExpression(
    string Text, CalculateKind Kind, TermList Terms, int Root, Unit? Unit, bool IsCondition, ImmutableArray<int> Used);
