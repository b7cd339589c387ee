namespace Etalon.Server;

/// <summary>How an upload becomes a dataset.</summary>
public sealed record UploadImportOrder
{
    /// <summary>What the dataset is to be called; the upload's name by default.</summary>
    public string Name { get; init; } = "";

    /// <summary>Only these cubes; all by default.</summary>
    public List<string> Cubes { get; init; } = [];

    /// <summary><c>none</c>, <c>lz4</c> or <c>zstd</c>.</summary>
    public string Codec { get; init; } = "none";
}
