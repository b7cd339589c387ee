namespace Etalon.Catalog;

/// <summary>A session of Ophidia's protocol.</summary>
/// <param name="Code">Its name within the server's address.</param>
/// <param name="PersonId">Whose it is.</param>
/// <param name="RootFolderId">Its root folder.</param>
/// <param name="Label">What its owner calls it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UsedAt">When it was used last.</param>
/// <param name="EndedAt">When it was closed; null while it is open.</param>
/// <param name="Strict">Whether what the original gets silently wrong is kept.</param>
public sealed record OphidiaSessionRow(
    string Code, Guid PersonId, long RootFolderId, string Label, DateTimeOffset CreatedAt, DateTimeOffset UsedAt, DateTimeOffset? EndedAt, bool Strict);
