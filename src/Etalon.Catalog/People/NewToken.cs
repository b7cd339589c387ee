namespace Etalon.Catalog;

/// <summary>A fresh token. The secret is shown this once; only its digest is kept.</summary>
/// <param name="Id">For listing and revoking.</param>
/// <param name="PersonId">Whose it is.</param>
/// <param name="Secret">What the person presents.</param>
public sealed record NewToken(Guid Id, Guid PersonId, string Secret);
