namespace Etalon.Pictures;

/// <summary>Draws dots. Whatever lies outside is left out.</summary>
internal sealed class PixelCanvas : ICanvas
{
    private readonly PixelImage _image;
    private readonly int _scale;

    /// <summary>White paper.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="scale">How fine letters are drawn: 1, 2 or 4.</param>
    public PixelCanvas(int width, int height, int scale)
    {
        _image = new PixelImage(width, height);
        _scale = scale;
        Fill(0, 0, width, height, Colour.White);
    }

    /// <inheritdoc />
    public int LetterWidth => BitmapFont.Advance * _scale;

    /// <inheritdoc />
    public int LineHeight => (BitmapFont.Height + 3) * _scale;

    /// <inheritdoc />
    public void Fill(double x, double y, double width, double height, Colour colour)
    {
        var (left, right) = ((int)Math.Max(0, Math.Round(x)), (int)Math.Min(_image.Width, Math.Round(x + width)));
        var (top, bottom) = ((int)Math.Max(0, Math.Round(y)), (int)Math.Min(_image.Height, Math.Round(y + height)));
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
            {
                _image[column, row] = colour;
            }
        }
    }

    /// <inheritdoc />
    public void Line(IReadOnlyList<(double X, double Y)> points, double width, Colour colour)
    {
        // Strokes cover together, not one over the other: joints would be darker than the rest.
        var cover = new Dictionary<int, double>();
        for (var i = 0; i + 1 < points.Count; i++)
        {
            var (from, to) = (points[i], points[i + 1]);
            if (double.IsFinite(from.X + from.Y + to.X + to.Y))
            {
                Cover(cover, from, to, width / 2);
            }
        }

        foreach (var (at, share) in cover)
        {
            var (x, y) = (at % _image.Width, at / _image.Width);
            _image[x, y] = _image[x, y].Towards(colour, share);
        }
    }

    /// <inheritdoc />
    public void Text(double x, double y, string text, TextAnchor anchor = TextAnchor.Left)
    {
        var width = (text.Length * LetterWidth) - _scale;
        var left = (int)Math.Round(anchor switch
        {
            TextAnchor.Centre => x - (width / 2.0),
            TextAnchor.Right => x - width,
            _ => x,
        });
        var top = (int)Math.Round(y) - (BitmapFont.Ascent * _scale);
        foreach (var letter in text)
        {
            Letter(letter, left, top);
            left += LetterWidth;
        }
    }

    /// <inheritdoc />
    public void Image(int x, int y, PixelImage image)
    {
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                Put(x + column, y + row, image[column, row]);
            }
        }
    }

    /// <inheritdoc />
    public byte[] ToBytes() => PngFile.Encode(_image);

    private void Letter(char letter, int left, int top)
    {
        var dots = BitmapFont.Of(letter, _scale);
        for (var row = 0; row < dots.GetLength(0); row++)
        {
            for (var column = 0; column < dots.GetLength(1); column++)
            {
                if (dots[row, column])
                {
                    Put(left + column, top + row, Colour.Ink);
                }
            }
        }
    }

    private void Put(int x, int y, Colour colour)
    {
        if (x >= 0 && y >= 0 && x < _image.Width && y < _image.Height)
        {
            _image[x, y] = colour;
        }
    }

    /// <summary>How much of each pixel lies within half a width of a stroke, told from the distance of its middle.</summary>
    private void Cover(Dictionary<int, double> cover, (double X, double Y) from, (double X, double Y) to, double half)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var square = (dx * dx) + (dy * dy);
        var (left, right) = (Math.Max(0, (int)(Math.Min(from.X, to.X) - half - 1)), Math.Min(_image.Width - 1, (int)(Math.Max(from.X, to.X) + half + 1)));
        var (top, bottom) = (Math.Max(0, (int)(Math.Min(from.Y, to.Y) - half - 1)), Math.Min(_image.Height - 1, (int)(Math.Max(from.Y, to.Y) + half + 1)));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var (px, py) = (x + 0.5 - from.X, y + 0.5 - from.Y);
                var along = square > 0 ? Math.Clamp(((px * dx) + (py * dy)) / square, 0, 1) : 0;
                var share = Math.Clamp(half + 0.5 - double.Hypot(px - (along * dx), py - (along * dy)), 0, 1);
                var at = (y * _image.Width) + x;
                if (share > cover.GetValueOrDefault(at))
                {
                    cover[at] = share;
                }
            }
        }
    }
}
