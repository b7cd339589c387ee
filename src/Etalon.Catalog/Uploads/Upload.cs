namespace Etalon.Catalog;

/// <summary>Files that are being sent, without their list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PersonId">Whose it is; nobody else sees it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="FileCount">How many files.</param>
/// <param name="Bytes">Bytes of all files.</param>
/// <param name="Received">How many of them are here, from the start on.</param>
/// <param name="CreatedAt">When it was begun.</param>
/// <param name="TouchedAt">When something last came of it.</param>
/// <param name="RunId">The last run that was to bring it in.</param>
/// <param name="IsInUse">Whether that run has not ended yet.</param>
public sealed record Upload(
    Guid Id, Guid PersonId, string Name, int FileCount, long Bytes, long Received, DateTimeOffset CreatedAt, DateTimeOffset TouchedAt, Guid? RunId,
    bool IsInUse)
{
    /// <summary>Whether all bytes are here.</summary>
    public bool IsComplete => Received == Bytes;
}
