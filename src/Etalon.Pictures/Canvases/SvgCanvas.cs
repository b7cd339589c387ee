using System.Globalization;
using System.Security;
using System.Text;

namespace Etalon.Pictures;

/// <summary>Draws paths and texts (SVG 1.1), the same layout as in pixels.</summary>
internal sealed class SvgCanvas : ICanvas
{
    private readonly StringBuilder _body = new();
    private readonly int _scale;

    /// <summary>White paper.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="scale">Letters are as large as in a picture of pixels with this scale.</param>
    public SvgCanvas(int width, int height, int scale)
    {
        _scale = scale;

        // A letter of a monospaced font is 0.6 of its size wide.
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"{10 * scale}\">");
        Fill(0, 0, width, height, Colour.White);
    }

    /// <inheritdoc />
    public int LetterWidth => BitmapFont.Advance * _scale;

    /// <inheritdoc />
    public int LineHeight => (BitmapFont.Height + 3) * _scale;

    /// <inheritdoc />
    public void Fill(double x, double y, double width, double height, Colour colour) =>
        Add($"<rect x=\"{x:0.##}\" y=\"{y:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" fill=\"{colour}\"/>");

    /// <inheritdoc />
    public void Line(IReadOnlyList<(double X, double Y)> points, double width, Colour colour)
    {
        var path = new StringBuilder();
        var drawing = false;
        foreach (var (x, y) in points)
        {
            var known = double.IsFinite(x + y);
            if (known)
            {
                path.Append(CultureInfo.InvariantCulture, $"{(drawing ? 'L' : 'M')}{x:0.##} {y:0.##}");
            }

            drawing = known;
        }

        Add($"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:0.##}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"/>");
    }

    /// <inheritdoc />
    public void Text(double x, double y, string text, TextAnchor anchor = TextAnchor.Left)
    {
        var place = anchor switch
        {
            TextAnchor.Centre => "middle",
            TextAnchor.Right => "end",
            _ => "start",
        };
        Add($"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{place}\" fill=\"{Colour.Ink}\">{Safe(text)}</text>");
    }

    /// <inheritdoc />
    public void Image(int x, int y, PixelImage image) => Add(
        $"<image x=\"{x}\" y=\"{y}\" width=\"{image.Width}\" height=\"{image.Height}\" image-rendering=\"pixelated\" href=\"data:image/png;base64,{Convert.ToBase64String(PngFile.Encode(image))}\"/>");

    /// <inheritdoc />
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_body + "</svg>\n");

    /// <summary>Names come from files: what XML cannot hold becomes a box, what means something in it is escaped.</summary>
    private static string Safe(string text) =>
        SecurityElement.Escape(new string([.. text.Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter >= '\uFFFE' ? '\uFFFD' : letter)]));

    private void Add(FormattableString element) => _body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
