namespace Etalon.Pictures;

/// <summary>The colour bar: the map from its low end at the bottom to its high end, numbers beside it, and what stands for missing.</summary>
internal sealed class BarLayout
{
    private const int Steps = 256;
    private const string MissingText = "missing";

    private readonly Contrast _contrast;
    private readonly ColourMap _map;
    private readonly bool _hasMissing;
    private readonly int _letter;
    private readonly int _line;

    public BarLayout(Contrast contrast, ColourMap map, bool hasMissing, int letter, int line) =>
        (_contrast, _map, _hasMissing, _letter, _line) = (contrast, map, hasMissing, letter, line);

    /// <summary>Its left edge.</summary>
    public required int Left { get; init; }

    /// <summary>Its upper edge.</summary>
    public required int Top { get; init; }

    /// <summary>All of it, what stands for missing included.</summary>
    public required int Height { get; init; }

    /// <summary>All of it, the numbers included.</summary>
    public int Width
    {
        get
        {
            var ticks = TicksOf();
            var numbers = Thick + _letter + (ticks.Values.Select(value => ticks.TextOf(value).Length).DefaultIfEmpty().Max() * _letter);
            return Math.Max(numbers, _hasMissing ? Thick + _letter + (MissingText.Length * _letter) : 0);
        }
    }

    private int Thick => 2 * _letter;

    private int BarHeight => Height - (_hasMissing ? 2 * _line : 0);

    /// <summary>Draws it.</summary>
    public void Draw(ICanvas canvas)
    {
        canvas.Fill(Left - 1, Top - 1, Thick + 2, BarHeight + 2, Colour.Ink);
        var bar = new PixelImage(Thick, BarHeight);
        for (var y = 0; y < BarHeight; y++)
        {
            var colour = _map.At(Math.Round((BarHeight - y - 0.5) / BarHeight * Steps) / Steps);
            for (var x = 0; x < Thick; x++)
            {
                bar[x, y] = colour;
            }
        }

        canvas.Image(Left, Top, bar);
        var ticks = TicksOf();
        foreach (var value in ticks.Values)
        {
            var y = Top + (BarHeight * (1 - _contrast.ShareOf(value)));
            canvas.Fill(Left + Thick + 1, y - 0.5, _letter / 2.0, 1, Colour.Ink);
            canvas.Text(Left + Thick + _letter, y + (_line * 0.3), ticks.TextOf(value));
        }

        if (_hasMissing)
        {
            var y = Top + Height - _line;
            canvas.Fill(Left - 1, y - 1, Thick + 2, _line + 2, Colour.Ink);
            canvas.Fill(Left, y, Thick, _line, _map.Missing);
            canvas.Text(Left + Thick + _letter, y + (_line * 0.8), MissingText);
        }
    }

    private Ticks TicksOf() => Ticks.Between(_contrast.Low, _contrast.High, Math.Clamp(BarHeight / (3 * _line), 2, 8));
}
