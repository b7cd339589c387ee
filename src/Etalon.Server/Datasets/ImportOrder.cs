namespace Etalon.Server;

/// <summary>A file to be brought in.</summary>
/// <param name="Path">A file or folder on the server's machine.</param>
public sealed record ImportOrder(string Path)
{
    /// <summary>Only catalogue it; its bytes stay where they are.</summary>
    public bool InPlace { get; init; }

    /// <summary>What it is to be called; the file's name by default.</summary>
    public string Name { get; init; } = "";

    /// <summary>Only these cubes; all by default.</summary>
    public List<string> Cubes { get; init; } = [];

    /// <summary><c>none</c>, <c>lz4</c> or <c>zstd</c>.</summary>
    public string Codec { get; init; } = "none";
}
