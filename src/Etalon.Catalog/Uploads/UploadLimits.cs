namespace Etalon.Catalog;

/// <summary>How much one person may have on its way.</summary>
/// <param name="MostUploads">Uploads that are not finished.</param>
/// <param name="MostBytes">Their bytes in all, whether they have come or not.</param>
public sealed record UploadLimits(int MostUploads, long MostBytes);
