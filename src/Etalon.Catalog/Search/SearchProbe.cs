namespace Etalon.Catalog;

/// <summary>A condition on another table.</summary>
/// <param name="Test">True for a row <c>d</c> that fulfils it; one look into an index, never turned into a join.</param>
/// <param name="Fulfilling">The identifiers of all datasets that fulfil it.</param>
/// <param name="Newest">Datasets that may fulfil it, from the newest down, from an index.</param>
/// <param name="Pass">True for a row <c>w</c> of them that does.</param>
internal sealed record SearchProbe(string Test, string Fulfilling, string Newest, string Pass)
{
    /// <summary>The same as <see cref="Test"/>, by reading all that fulfils it once: better for many tests. Never turned into a join.</summary>
    public string SetTest => $"(d.id in ({Fulfilling})) is true";
}
