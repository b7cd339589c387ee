namespace Etalon.Catalog;

/// <summary>An upload that was forgotten.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PersonId">Whose it was.</param>
public sealed record SweptUpload(Guid Id, Guid PersonId);
