namespace Etalon.Pictures;

/// <summary>A finished picture.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Shows">The numbers at the ends of the colour map, or of the value axis.</param>
public sealed record Picture(byte[] Bytes, int Width, int Height, Contrast Shows)
{
    /// <summary>Where the image or plot lies in the picture: left, top, width, height.</summary>
    public (int Left, int Top, int Width, int Height) Frame { get; init; }

    /// <summary>How long the scale bar is, in pixels and in words; null where there is none.</summary>
    public (double Pixels, string Text)? Bar { get; init; }
}
