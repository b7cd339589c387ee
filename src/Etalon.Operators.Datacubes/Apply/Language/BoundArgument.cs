namespace Etalon.Operators.Datacubes;

/// <summary>An argument as given: an array, or what was written.</summary>
/// <param name="Syntax">What was written.</param>
/// <param name="Position">The number of the argument as the user counts.</param>
/// <param name="Array">The array, if it is one.</param>
internal sealed record BoundArgument(ApplySyntax Syntax, int Position, ArrayNode? Array);
