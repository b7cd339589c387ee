namespace Etalon.Catalog;

/// <summary>A way to enumerate candidates of a search through an index.</summary>
/// <param name="Query">Selects their identifiers.</param>
/// <param name="Size">How many there are about.</param>
/// <param name="Microseconds">What reading them costs about.</param>
internal sealed record Seed(string Query, double Size, double Microseconds);
