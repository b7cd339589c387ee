namespace Etalon.Pictures;

/// <summary>What pictures are drawn on: dots or paths. Lengths are pixels, from the top left corner.</summary>
internal interface ICanvas
{
    /// <summary>How wide a letter is, the gap to the next one included.</summary>
    int LetterWidth { get; }

    /// <summary>From one line of text to the next.</summary>
    int LineHeight { get; }

    /// <summary>A filled box.</summary>
    void Fill(double x, double y, double width, double height, Colour colour);

    /// <summary>Connected strokes; points that are not finite interrupt them.</summary>
    void Line(IReadOnlyList<(double X, double Y)> points, double width, Colour colour);

    /// <summary>A line of text whose letters stand on <paramref name="y"/>.</summary>
    void Text(double x, double y, string text, TextAnchor anchor = TextAnchor.Left);

    /// <summary>Pixels as they are.</summary>
    void Image(int x, int y, PixelImage image);

    /// <summary>The file.</summary>
    byte[] ToBytes();
}
