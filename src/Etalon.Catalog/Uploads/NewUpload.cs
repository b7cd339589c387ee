namespace Etalon.Catalog;

/// <summary>Files that somebody wants to send.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Files">The files, in the order of their bytes.</param>
public sealed record NewUpload(Guid Id, string Name, IReadOnlyList<UploadedFile> Files)
{
    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(static file => file.Bytes);
}
