using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>An upload as clients see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Received">How many of them are here; the next part begins there.</param>
/// <param name="Created">When it was begun.</param>
/// <param name="Expires">When it is thrown away if nothing comes any more.</param>
/// <param name="MostAtOnce">Bytes that a part may have.</param>
/// <param name="Run">The last run that was to bring it in.</param>
public sealed record UploadView(
    Guid Id, string Name, int Files, long Bytes, long Received, DateTimeOffset Created, DateTimeOffset Expires, long MostAtOnce, Guid? Run)
{
    /// <summary>The view of an upload.</summary>
    public static UploadView Of(Upload upload) => new(
        upload.Id, upload.Name, upload.FileCount, upload.Bytes, upload.Received, upload.CreatedAt, upload.TouchedAt + UploadDesk.Patience, UploadDesk.MostAtOnce,
        upload.RunId);
}
