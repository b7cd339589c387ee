namespace Etalon.Pictures;

/// <summary>How many pixels an image of samples has.</summary>
internal static class ImageSize
{
    /// <summary>Axes that have nothing to do with each other are not drawn narrower than this.</summary>
    private const double NarrowestFree = 1.0 / 3;

    /// <summary>Lengths keep their proportion up to here.</summary>
    private const double NarrowestTrue = 1.0 / 16;

    /// <summary>Width and height; whole samples become whole numbers of pixels, or the other way round, where pixels are square.</summary>
    public static (int Width, int Height) Of(AxisScale vertical, long rows, AxisScale horizontal, long columns, int size)
    {
        var comparable = vertical.Unit is { } first && horizontal.Unit is { } second && first.CompatibleWith(second)
            && double.IsFinite(vertical.Pitch + horizontal.Pitch);
        var sampleHeight = comparable
            ? vertical.Unit!.ConverterTo(horizontal.Unit!).ApplyToDifference(vertical.Pitch) / horizontal.Pitch
            : 1;
        var alike = comparable || (vertical.Unit is null && horizontal.Unit is null);
        var narrowest = alike ? NarrowestTrue : NarrowestFree;
        var ratio = rows * sampleHeight / columns;
        var bounded = Math.Clamp(ratio, narrowest, 1 / narrowest);
        if (Math.Abs(bounded - ((double)rows / columns)) < 1e-6 * ratio)
        {
            var longest = Math.Max(rows, columns);
            return longest <= size
                ? ((int)(columns * (size / longest)), (int)(rows * (size / longest)))
                : (Shrunk(columns, longest, size), Shrunk(rows, longest, size));
        }

        return bounded <= 1
            ? (size, Math.Max(1, (int)Math.Round(size * bounded)))
            : (Math.Max(1, (int)Math.Round(size / bounded)), size);
    }

    /// <summary>Square blocks of samples become a pixel each; up to one and a half times the size every sample keeps its pixel.</summary>
    private static int Shrunk(long samples, long longest, int size)
    {
        var block = Math.Max(1, (long)Math.Round((double)longest / size));
        return (int)((samples + block - 1) / block);
    }
}
