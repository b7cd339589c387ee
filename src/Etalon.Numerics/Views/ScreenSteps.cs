namespace Etalon.Numerics;

/// <summary>Into how many pixels an axis is drawn.</summary>
public static class ScreenSteps
{
    /// <summary>The smallest power of two of samples to a pixel with which an axis needs at most so many pixels.</summary>
    /// <remarks>Powers of two, so that every view of a level shares its numbers with tiles and with every other view.</remarks>
    public static int For(long samples, int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pixels, 1);
        var step = 1;
        while (Count(samples, step) > pixels)
        {
            step = checked(step * 2);
        }

        return step;
    }

    /// <summary>Blocks of so many samples; the last may be short.</summary>
    public static long Count(long samples, long step) => (samples / step) + (samples % step > 0 ? 1 : 0);
}
