namespace Etalon.Catalog;

/// <summary>A piece of metadata of a cube.</summary>
/// <param name="Id">Its number within the cube.</param>
/// <param name="Variable">What it is said of; empty for the whole cube.</param>
/// <param name="Key">What is said.</param>
/// <param name="Type"><c>text</c>, <c>image</c>, <c>video</c>, <c>audio</c>, <c>url</c>, <c>double</c>, <c>float</c>, <c>long</c>, <c>int</c>, <c>short</c>, <c>byte</c>.</param>
/// <param name="Value">What it is, as text.</param>
public sealed record OphidiaMetadatum(long Id, string Variable, string Key, string Type, string Value)
{
    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>By whom.</summary>
    public string User { get; init; } = "";

    /// <summary>The vocabulary that gives it a meaning; it is not changed by accident. Empty for none.</summary>
    public string Vocabulary { get; init; } = "";
}
