namespace Etalon.Operators.Datacubes;

/// <summary>Elements of a result that lie evenly spaced in one of the inputs.</summary>
/// <param name="Input">Which input; -1 for the filling.</param>
/// <param name="From">The first element there.</param>
/// <param name="Step">Elements to the next.</param>
/// <param name="To">The first element of the result.</param>
/// <param name="Count">How many.</param>
internal readonly record struct GatherSegment(int Input, int From, int Step, int To, int Count);
