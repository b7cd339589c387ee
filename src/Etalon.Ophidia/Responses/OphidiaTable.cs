using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>A table of a grid.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Names and types of the columns; types are byte, short, int, long, float, double, string, blob.</param>
/// <param name="Rows">The cells, as texts; enumerated once, while they are written.</param>
/// <param name="Description">What there is to say of it; empty for nothing.</param>
public sealed record OphidiaTable(
    string Title, ImmutableArray<(string Name, string Type)> Columns, IEnumerable<IReadOnlyList<string>> Rows, string Description = "");
