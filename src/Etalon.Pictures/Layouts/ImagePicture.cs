namespace Etalon.Pictures;

/// <summary>Draws two axes as an image with title, ticks, scale bar and colour bar.</summary>
public sealed class ImagePicture
{
    private readonly SliceAxes _axes;
    private readonly PictureOptions _options;
    private readonly AxisScale _vertical;
    private readonly AxisScale _horizontal;

    /// <summary>Decides how large the image is.</summary>
    /// <param name="axes">What is shown; the first axis runs from top to bottom.</param>
    /// <param name="options">How it is to look.</param>
    public ImagePicture(SliceAxes axes, PictureOptions options)
    {
        (_axes, _options) = (axes, options);
        (_vertical, _horizontal) = (new AxisScale(axes.Axis(0)), new AxisScale(axes.Axis(1)));
        (Width, Height) = ImageSize.Of(_vertical, Rows, _horizontal, Columns, options.Size);
    }

    /// <summary>Rows of samples.</summary>
    public long Rows => _axes.Axis(0).Length;

    /// <summary>Samples in a row.</summary>
    public long Columns => _axes.Axis(1).Length;

    /// <summary>Pixels of the image from left to right.</summary>
    public int Width { get; }

    /// <summary>Pixels of the image from top to bottom.</summary>
    public int Height { get; }

    /// <summary>Draws.</summary>
    /// <param name="samples">What <see cref="PixelMeans"/> has made of the samples.</param>
    /// <param name="places">The line below the title.</param>
    public Picture Draw(PixelMeans samples, string places)
    {
        var values = samples.Finish();
        var contrast = _options.Range.Length > 0 ? Contrast.Parse(_options.Range) : Contrast.OfPercentiles(values, _options.Percentiles);
        var map = ColourMap.Of(_options.Map);
        var image = Colours(samples, values, contrast, map);
        if (_options.Bare)
        {
            var bare = _options.Canvas(Width, Height);
            bare.Image(0, 0, image);
            return new Picture(bare.ToBytes(), Width, Height, contrast) { Frame = (0, 0, Width, Height) };
        }

        var hasMissing = Array.Exists(values, double.IsNaN);
        return new ImageLayout(this, _options, _vertical, _horizontal)
            .Draw(image, map, contrast, hasMissing, [_options.Title.Length > 0 ? _options.Title : _axes.Slice.Name, places], _axes.ValueLabel);
    }

    private PixelImage Colours(PixelMeans samples, double[] values, Contrast contrast, ColourMap map)
    {
        var image = new PixelImage(Width, Height);
        for (var y = 0; y < Height; y++)
        {
            var row = (int)((long)y * samples.Height / Height);
            row = _vertical.PointsNorth ? samples.Height - 1 - row : row;
            for (var x = 0; x < Width; x++)
            {
                var column = (int)((long)x * samples.Width / Width);
                image[x, y] = map.At(contrast.ShareOf(values[(row * samples.Width) + column]));
            }
        }

        return image;
    }
}
