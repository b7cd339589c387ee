namespace Etalon.Pictures;

/// <summary>An image in memory, three bytes a pixel.</summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
public sealed class PixelImage(int width, int height)
{
    private readonly byte[] _bytes = new byte[3 * width * height];

    /// <summary>Pixels in a row.</summary>
    public int Width => width;

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>One pixel.</summary>
    public Colour this[int x, int y]
    {
        get
        {
            var at = 3 * ((y * width) + x);
            return new Colour(_bytes[at], _bytes[at + 1], _bytes[at + 2]);
        }

        set
        {
            var at = 3 * ((y * width) + x);
            (_bytes[at], _bytes[at + 1], _bytes[at + 2]) = (value.Red, value.Green, value.Blue);
        }
    }

    /// <summary>The bytes of one row: red, green, blue, red, …</summary>
    public ReadOnlySpan<byte> Row(int y) => _bytes.AsSpan(3 * width * y, 3 * width);
}
