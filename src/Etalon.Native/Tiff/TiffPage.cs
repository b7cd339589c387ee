namespace Etalon.Native;

/// <summary>What one page of a TIFF file says of itself. Nothing of it is checked against anything.</summary>
/// <param name="Width">Samples of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bits">Bits of a sample.</param>
/// <param name="Format">1 unsigned, 2 signed, 3 floating point; 4 untold.</param>
/// <param name="SamplesPerPixel">1 for a grey picture.</param>
/// <param name="Compression">Number of the scheme; 1 for none.</param>
/// <param name="PieceWidth">Width of a tile, or of the page where it has strips.</param>
/// <param name="PieceHeight">Rows of a tile or strip.</param>
/// <param name="Pieces">Tiles or strips.</param>
/// <param name="IsTiled">Whether pieces are tiles.</param>
/// <param name="Offset">Where the page's directory lies, for <see cref="TiffFile.GoTo"/>.</param>
public sealed record TiffPage(
    long Width, long Height, int Bits, int Format, int SamplesPerPixel, int Compression, long PieceWidth, long PieceHeight, long Pieces,
    bool IsTiled, ulong Offset)
{
    /// <summary>Whether bits within bytes stand in the usual order.</summary>
    public bool HasUsualBits { get; init; } = true;

    /// <summary>Whether it is a smaller copy of another page.</summary>
    public bool IsReduced { get; init; }

    /// <summary>1 where the first row is the top one and the first column the left one.</summary>
    public int Orientation { get; init; } = 1;
}
