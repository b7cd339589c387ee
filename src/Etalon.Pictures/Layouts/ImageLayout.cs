namespace Etalon.Pictures;

/// <summary>
/// Where things lie around an image: lines of title above it, ticks to the left and below, the scale bar below them, the colour bar to
/// the right. Nothing covers the image.
/// </summary>
internal sealed class ImageLayout(ImagePicture picture, PictureOptions options, AxisScale vertical, AxisScale horizontal)
{
    private const int NarrowestTitle = 44;

    private readonly ICanvas _ruler = options.Canvas(1, 1);

    private int Letter => _ruler.LetterWidth;

    private int Line => _ruler.LineHeight;

    private int Tick => Letter / 2;

    /// <summary>Draws everything.</summary>
    public Picture Draw(PixelImage image, ColourMap map, Contrast contrast, bool hasMissing, string[] titles, string valueLabel)
    {
        titles = [.. titles.Where(title => title.Length > 0)];
        var rows = vertical.Marks(Math.Clamp(image.Height / (3 * Line), 2, 10)).ToArray();
        var left = Letter + (Widest(rows.Select(mark => mark.Text)) * Letter) + (2 * Tick);
        var top = (Line * (titles.Length + 1)) + Letter;
        var bar = new BarLayout(contrast, map, hasMissing, Letter, Line)
        {
            Left = Math.Max(left + image.Width + (3 * Letter), left + ((vertical.Label.Length + 3) * Letter)),
            Top = top,
            Height = Math.Max(image.Height, 8 * Line),
        };
        var scaleBar = ScaleBar.Of(horizontal, picture.Columns, image.Width);
        var width = Math.Max(
            bar.Left + Math.Max(bar.Width, valueLabel.Length * Letter) + Letter, (Math.Min(NarrowestTitle, titles.Max(title => title.Length)) + 2) * Letter);
        var bottom = top + image.Height;
        var below = Math.Max(bottom + Tick + (BelowLines(scaleBar) * Line), top + bar.Height);
        var canvas = options.Canvas(width, below + Letter);
        for (var i = 0; i < titles.Length; i++)
        {
            canvas.Text(Letter, Letter + (Line * (i + 0.6)), Cut(titles[i], (width / Letter) - 2));
        }

        canvas.Text(left, top - Letter, vertical.Label);
        canvas.Text(bar.Left, top - Letter, valueLabel);
        canvas.Fill(left - 1, top - 1, image.Width + 2, image.Height + 2, Colour.Ink);
        canvas.Image(left, top, image);
        Vertical(canvas, rows, left, top, image.Height);
        Horizontal(canvas, left, bottom, image.Width);
        Below(canvas, scaleBar, left, bottom, image.Width);
        bar.Draw(canvas);
        return new Picture(canvas.ToBytes(), width, below + Letter, contrast)
        {
            Frame = (left, top, image.Width, image.Height),
            Bar = scaleBar is { } known ? (known.Pixels, known.Text) : null,
        };
    }

    /// <summary>The text, or its beginning and an ellipsis.</summary>
    public static string Cut(string text, int letters) => text.Length <= letters ? text : text[..Math.Max(0, letters - 1)] + "…";

    private static int Widest(IEnumerable<string> texts) => texts.Select(text => text.Length).DefaultIfEmpty().Max();

    private void Vertical(ICanvas canvas, IEnumerable<(double Place, string Text)> marks, int left, int top, int height)
    {
        foreach (var (place, text) in marks)
        {
            var share = (place + 0.5) / picture.Rows;
            var y = top + (height * (vertical.PointsNorth ? 1 - share : share));
            canvas.Fill(left - 1 - Tick, y - 0.5, Tick, 1, Colour.Ink);
            canvas.Text(left - (2 * Tick), y + (Line * 0.3), text, TextAnchor.Right);
        }
    }

    private void Horizontal(ICanvas canvas, int left, int bottom, int width)
    {
        var free = double.NegativeInfinity;
        foreach (var (place, text) in horizontal.Marks(Math.Clamp(width / (9 * Letter), 2, 10)))
        {
            var x = left + (width * (place + 0.5) / picture.Columns);
            canvas.Fill(x - 0.5, bottom + 1, 1, Tick, Colour.Ink);
            var half = text.Length * Letter / 2.0;
            if (x - half > free)
            {
                canvas.Text(x, bottom + Tick + (Line * 0.8), text, TextAnchor.Centre);
                free = x + half + Letter;
            }
        }
    }

    /// <summary>A line of numbers, one with the axis and the scale bar, one more where these two do not fit beside each other.</summary>
    private int BelowLines(ScaleBar? bar) => bar is { } known && !FitsBeside(known) ? 3 : 2;

    private bool FitsBeside(ScaleBar bar) => ((horizontal.Label.Length + bar.Text.Length + 4) * Letter) + bar.Pixels <= picture.Width;

    private void Below(ICanvas canvas, ScaleBar? bar, int left, int bottom, int width)
    {
        var y = bottom + Tick + (1.8 * Line);
        canvas.Text(left, y, horizontal.Label);
        if (bar is { } known)
        {
            y += FitsBeside(known) ? 0 : Line;
            var right = FitsBeside(known) ? left + width : Math.Max(left + width, left + known.Pixels + ((known.Text.Length + 1) * Letter));
            var thick = Letter / 2;
            canvas.Fill(Math.Round(right - known.Pixels), y - (Line * 0.3) - (thick / 2.0), Math.Round(known.Pixels), thick, Colour.Ink);
            canvas.Text(Math.Round(right - known.Pixels) - Letter, y, known.Text, TextAnchor.Right);
        }
    }
}
