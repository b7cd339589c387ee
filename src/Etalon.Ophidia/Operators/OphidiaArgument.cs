using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>One argument of an operator.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">What kind of text it is: <c>string</c>, <c>int</c>, <c>real</c>.</param>
/// <param name="Default">Its value where none is given; null where one must be given.</param>
/// <param name="Doc">One sentence.</param>
public sealed record OphidiaArgument(string Name, string Type, string? Default, string Doc)
{
    /// <summary>The values allowed; empty for any.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Whether several values may stand between bars: <c>lat|lon</c>.</summary>
    public bool IsList { get; init; }

    /// <summary>Other keys of it, such as those of the paper.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];
}
