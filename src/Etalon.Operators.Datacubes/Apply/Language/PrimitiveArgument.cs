namespace Etalon.Operators.Datacubes;

/// <summary>An argument of a primitive.</summary>
/// <param name="Name">What reference pages call it.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Doc">What it means.</param>
/// <param name="Default">What it is if left out, as written; null if it must be given.</param>
/// <param name="Repeats">Whether it may be given any number of times (at least once without a default).</param>
public sealed record PrimitiveArgument(string Name, PrimitiveArgumentKind Kind, string Doc, string? Default = null, bool Repeats = false);
