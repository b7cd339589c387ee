using Etalon.Cubes;

namespace Etalon.Pictures;

/// <summary>How a picture is to look.</summary>
public sealed record PictureOptions
{
    /// <summary>The smallest size that shows anything.</summary>
    public const int SmallestSize = 32;

    /// <summary>The largest size; more is an export, not a look.</summary>
    public const int LargestSize = 4096;

    /// <summary>About how many pixels the longer side of the image has, or the width of a plot.</summary>
    public int Size { get; init; } = 800;

    /// <summary>The colour map: <c>grey</c> or <c>viridis</c>.</summary>
    public string Map { get; init; } = "grey";

    /// <summary>The numbers at the ends of the colour map or of the plot, <c>low:high</c>; empty for what <see cref="Percentiles"/> says.</summary>
    public string Range { get; init; } = "";

    /// <summary>The ends of the colour map as percentiles of what is shown.</summary>
    public string Percentiles { get; init; } = "0.5:99.5";

    /// <summary><c>png</c> or <c>svg</c>.</summary>
    public string Format { get; init; } = "png";

    /// <summary>Only the image, without title, ticks and bars.</summary>
    public bool Bare { get; init; }

    /// <summary>The first line above the picture; empty for the cube's name.</summary>
    public string Title { get; init; } = "";

    /// <summary>The media type of the file.</summary>
    public string MediaType => string.Equals(Format, "svg", StringComparison.Ordinal) ? "image/svg+xml" : "image/png";

    /// <summary>How fine letters are drawn.</summary>
    internal int TextScale => Size switch
    {
        < 360 => 1,
        <= 1600 => 2,
        _ => 4,
    };

    /// <summary>Refuses what no picture can be made with.</summary>
    /// <exception cref="RefusalException"><c>bad-size</c>, <c>unknown-colour-map</c>, <c>unknown-picture-format</c>, <c>bad-range</c>, <c>bad-percentiles</c>.</exception>
    public void Check()
    {
        if (Size is < SmallestSize or > LargestSize)
        {
            throw new RefusalException(
                "bad-size", $"A picture of {Size} pixels is not made; {SmallestSize} to {LargestSize} are allowed.", "Export the cube to have every sample.");
        }

        if (Format is not ("png" or "svg"))
        {
            throw Refusal.Unknown("picture format", Format, ["png", "svg"]);
        }

        _ = ColourMap.Of(Map);
        _ = Range.Length > 0 ? Contrast.Parse(Range) : Contrast.OfPercentiles([], Percentiles);
    }

    internal ICanvas Canvas(int width, int height) =>
        string.Equals(Format, "svg", StringComparison.Ordinal) ? new SvgCanvas(width, height, TextScale) : new PixelCanvas(width, height, TextScale);
}
