namespace Etalon.Catalog;

/// <summary>A file of a dataset.</summary>
/// <param name="Path">Relative to the dataset's location.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Checksum"><c>sha256:…</c> or <c>crc32c:…</c>; null if not known.</param>
public sealed record CatalogFile(string Path, long Bytes, string? Checksum = null);
