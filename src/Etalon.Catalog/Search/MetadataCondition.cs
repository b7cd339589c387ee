using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A value in the metadata.</summary>
/// <param name="Path">The names on the way to it, outermost first.</param>
/// <param name="Value">What it is: a text, a number, a truth value, or a part of an object or a list.</param>
public sealed record MetadataCondition(IReadOnlyList<string> Path, JsonElement Value);
