namespace Etalon.Catalog;

/// <summary>An entry as queries give it.</summary>
internal sealed record OphidiaEntryRow(
    string Code, Guid PersonId, long RootFolderId, string Label, DateTimeOffset CreatedAt, DateTimeOffset UsedAt, DateTimeOffset? EndedAt, bool Strict,
    string Role, long Workflow, long Marker)
{
    public OphidiaEntry ToEntry() => new(new OphidiaSessionRow(Code, PersonId, RootFolderId, Label, CreatedAt, UsedAt, EndedAt, Strict), Role, Workflow, Marker);
}
