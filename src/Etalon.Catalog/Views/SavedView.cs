using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>What a page showed when somebody shared it.</summary>
/// <param name="Id">Ten digits and letters, made of the state: the same state has the same id.</param>
/// <param name="State">An object with its version as <c>schema</c>. It names what is shown and holds no samples.</param>
/// <param name="CreatedAt">When it was shared first.</param>
public sealed record SavedView(string Id, JsonElement State, DateTimeOffset CreatedAt);
