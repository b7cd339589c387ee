using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Files that a client wants to send.</summary>
public sealed record UploadOrder
{
    /// <summary>What it is called, and the dataset too; the file's or folder's name by default.</summary>
    public string Name { get; init; } = "";

    /// <summary>The files, in the order in which their bytes will come.</summary>
    public List<UploadedFile> Files { get; init; } = [];
}
