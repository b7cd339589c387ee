namespace Etalon.Catalog;

/// <summary>What of a session is listed.</summary>
/// <param name="Root">The session's root folder.</param>
/// <param name="Path">The folder or container, name by name from there.</param>
public sealed record OphidiaListQuery(long Root, IReadOnlyList<string> Path)
{
    /// <summary>Whether folders within are looked into as well.</summary>
    public bool Recursive { get; init; }

    /// <summary>Whether containers are listed, not only folders.</summary>
    public bool Containers { get; init; }

    /// <summary>Whether cubes are listed.</summary>
    public bool Cubes { get; init; }

    /// <summary>A pattern of SQL for containers' names; null for all.</summary>
    public string? Container { get; init; }

    /// <summary>A pattern for measures; null for all.</summary>
    public string? Measure { get; init; }

    /// <summary>A pattern for sources; null for all.</summary>
    public string? Source { get; init; }

    /// <summary>Number of steps since the cube was brought in; null for any.</summary>
    public int? Level { get; init; }
}
