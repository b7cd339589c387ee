namespace Etalon.Pictures;

/// <summary>Draws one axis as a curve with axes, ticks and labels.</summary>
/// <param name="axes">What is shown.</param>
/// <param name="options">How it is to look.</param>
public sealed class CurvePicture(SliceAxes axes, PictureOptions options)
{
    private const double Proportion = 0.6;

    /// <summary>With fewer points than this each of them gets a dot.</summary>
    private const int MostDots = 80;

    private readonly AxisScale _scale = new(axes.Axis(0));

    /// <summary>How many places samples share; see <see cref="CurvePoints"/>.</summary>
    public int Places => 2 * options.Size;

    /// <summary>Draws.</summary>
    /// <param name="points">Index and value.</param>
    /// <param name="places">The line below the title.</param>
    public Picture Draw(IReadOnlyList<(double Index, double Value)> points, string places)
    {
        string[] titles = [.. new[] { options.Title.Length > 0 ? options.Title : axes.Slice.Name, places }.Where(title => title.Length > 0)];
        var (width, height) = (options.Size, (int)Math.Round(options.Size * Proportion));
        var canvas = options.Canvas(width, height);
        var (letter, line) = (canvas.LetterWidth, canvas.LineHeight);
        var values = ValueRange(points);
        var ticks = Ticks.Between(values.Low, values.High, Math.Clamp(height / (4 * line), 2, 8));
        var left = letter + (ticks.Values.Select(value => ticks.TextOf(value).Length).DefaultIfEmpty().Max() * letter) + letter;
        var top = letter + (line * (titles.Length + 1));
        var frame = (Left: left, Top: top, Width: Math.Max(1, width - left - (3 * letter)), Height: Math.Max(1, height - top - (2 * line) - (2 * letter)));
        for (var i = 0; i < titles.Length; i++)
        {
            canvas.Text(letter, letter + (line * (i + 0.6)), ImageLayout.Cut(titles[i], (width / letter) - 2));
        }

        canvas.Text(left, top - letter, axes.ValueLabel);
        foreach (var value in ticks.Values)
        {
            var y = frame.Top + (frame.Height * (1 - values.ShareOf(value)));
            canvas.Fill(frame.Left, y - 0.5, frame.Width, 1, Colour.Grid);
            canvas.Text(frame.Left - (letter / 2.0), y + (line * 0.3), ticks.TextOf(value), TextAnchor.Right);
        }

        Horizontal(canvas, frame);
        canvas.Fill(frame.Left, frame.Top, 1, frame.Height, Colour.Ink);
        canvas.Fill(frame.Left, frame.Top + frame.Height, frame.Width, 1, Colour.Ink);
        Curve(canvas, points, values, frame);
        return new Picture(canvas.ToBytes(), width, height, values) { Frame = frame };
    }

    private void Horizontal(ICanvas canvas, (int Left, int Top, int Width, int Height) frame)
    {
        var (letter, line, bottom) = (canvas.LetterWidth, canvas.LineHeight, frame.Top + frame.Height);
        var free = double.NegativeInfinity;
        foreach (var (place, text) in _scale.Marks(Math.Clamp(frame.Width / (9 * letter), 2, 10)))
        {
            var x = X(place, frame);
            canvas.Fill(x - 0.5, frame.Top, 1, frame.Height, Colour.Grid);
            canvas.Fill(x - 0.5, bottom, 1, letter / 2.0, Colour.Ink);
            if (x - (text.Length * letter / 2.0) > free)
            {
                canvas.Text(x, bottom + letter + (line * 0.5), text, TextAnchor.Centre);
                free = x + (((text.Length / 2.0) + 1) * letter);
            }
        }

        canvas.Text(frame.Left + (frame.Width / 2.0), bottom + letter + (line * 1.5), _scale.Label, TextAnchor.Centre);
    }

    private void Curve(
        ICanvas canvas, IReadOnlyList<(double Index, double Value)> points, Contrast values, (int Left, int Top, int Width, int Height) frame)
    {
        var thick = canvas.LetterWidth / 6.0;
        var drawn = points.Select(point => (X: X(point.Index, frame), Y: frame.Top + (frame.Height * (1 - values.ShareOf(point.Value))))).ToArray();
        canvas.Line(CurveClip.Between(drawn, frame.Top, frame.Top + frame.Height), thick, Colour.Curve);
        foreach (var (x, y) in drawn.Length <= MostDots ? drawn : [])
        {
            if (y >= frame.Top && y <= frame.Top + frame.Height)
            {
                canvas.Line([(x, y), (x, y)], 3.5 * thick, Colour.Curve);
            }
        }
    }

    /// <summary>Where a place of the axis is drawn: evenly by coordinate, so that uneven steps look uneven.</summary>
    private double X(double place, (int Left, int Top, int Width, int Height) frame)
    {
        var last = axes.Axis(0).Length - 1;
        var below = Math.Clamp((long)Math.Floor(place), 0, last - 1);
        var (from, to) = (_scale.Coordinate(0), _scale.Coordinate(last));
        var at = _scale.Coordinate(below) + ((place - below) * (_scale.Coordinate(below + 1) - _scale.Coordinate(below)));
        var share = (at - from) / (to - from);
        return frame.Left + (frame.Width * (0.02 + (0.96 * share)));
    }

    private Contrast ValueRange(IReadOnlyList<(double Index, double Value)> points)
    {
        if (options.Range.Length > 0)
        {
            return Contrast.Parse(options.Range);
        }

        var known = points.Select(point => point.Value).Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (known.Min(), known.Max());
        var room = high > low ? 0.05 * (high - low) : Math.Max(0.01 * Math.Abs(low), 1e-6);
        return new Contrast(low - room, high + room);
    }
}
