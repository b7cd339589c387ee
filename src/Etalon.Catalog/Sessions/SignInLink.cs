namespace Etalon.Catalog;

/// <summary>A link that signs somebody in once; only its digest is kept.</summary>
/// <param name="Code">What stands behind <c>/signin#</c>. There it stays in the browser: it is in no log and in no referrer.</param>
/// <param name="ExpiresAt">It counts until then.</param>
public sealed record SignInLink(string Code, DateTimeOffset ExpiresAt);
