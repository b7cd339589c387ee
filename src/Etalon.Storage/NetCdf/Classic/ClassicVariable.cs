using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A variable as the header of a classic file lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Numbers of its dimensions.</param>
/// <param name="TypeCode">The code of its type.</param>
/// <param name="Begin">First byte.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record ClassicVariable(
    string Name, ImmutableArray<int> Dimensions, int TypeCode, long Begin, AttributeSet Attributes);
