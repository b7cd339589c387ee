namespace Etalon.Catalog;

/// <summary>Somebody who may use a session.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Role"><c>read</c>, <c>write</c>, <c>execute</c>, <c>admin</c>, <c>owner</c>.</param>
public sealed record OphidiaGuest(string Name, string Role);
