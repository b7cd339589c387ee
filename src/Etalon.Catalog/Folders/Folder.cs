namespace Etalon.Catalog;

/// <summary>A named collection of datasets; may hold further ones.</summary>
/// <param name="Id">The folder.</param>
/// <param name="ParentId">The folder it is in; null at the top.</param>
/// <param name="Name">Unique in its parent.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
public sealed record Folder(Guid Id, Guid? ParentId, string Name, DateTimeOffset CreatedAt, Guid? CreatedBy);
