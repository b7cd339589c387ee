namespace Etalon.Numerics;

/// <summary>Maps numbers to bytes: 0 for what is missing, 1 to 255 for the window from low to high.</summary>
/// <param name="Low">What becomes 1, and everything below it.</param>
/// <param name="High">What becomes 255, and everything above it.</param>
/// <param name="IsLog">Whether equal factors, not equal differences, become equal steps; then both ends are above zero.</param>
public readonly record struct ByteWindow(double Low, double High, bool IsLog = false)
{
    private const double Steps = 254;

    /// <summary>Maps numbers one by one.</summary>
    public void Map(ReadOnlySpan<float> values, Span<byte> bytes)
    {
        var start = IsLog ? Math.Log(Low) : Low;
        var width = (IsLog ? Math.Log(High) : High) - start;
        var scale = width > 0 ? Steps / width : 0;

        // Rounded by cutting off; a window without width shows what lies in it in the middle.
        var first = width > 0 ? 1.5 : 1.5 + (Steps / 2);
        for (var i = 0; i < values.Length; i++)
        {
            double value = values[i];
            bytes[i] = value >= Low && value <= High
                ? (byte)Math.Min(byte.MaxValue, (((IsLog ? Math.Log(value) : value) - start) * scale) + first)
                : Outside(value);
        }
    }

    private byte Outside(double value) => value > High ? byte.MaxValue : value < Low ? (byte)1 : (byte)0;
}
