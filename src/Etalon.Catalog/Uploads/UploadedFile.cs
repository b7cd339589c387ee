namespace Etalon.Catalog;

/// <summary>A file that is sent.</summary>
/// <param name="Path">Its name below the upload's folder, with <c>/</c> between.</param>
/// <param name="Bytes">Its length.</param>
public sealed record UploadedFile(string Path, long Bytes)
{
    /// <summary>When it was last changed on the sender's side, in milliseconds since 1970: the same files are known again by it.</summary>
    public long? Modified { get; init; }
}
