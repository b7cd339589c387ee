using System.Globalization;

namespace Etalon.Pictures;

/// <summary>A colour, eight bits a channel, sRGB.</summary>
public readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    /// <summary>Paper.</summary>
    public static Colour White { get; } = new(255, 255, 255);

    /// <summary>Text, frames and scale bars.</summary>
    public static Colour Ink { get; } = new(24, 24, 27);

    /// <summary>Lines that only help the eye.</summary>
    public static Colour Grid { get; } = new(226, 228, 232);

    /// <summary>Curves.</summary>
    public static Colour Curve { get; } = new(31, 93, 160);

    /// <summary>Somewhere on the way to another colour: 0 for this one, 1 for the other.</summary>
    public Colour Towards(Colour other, double share) => new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    /// <summary>As style sheets write it: <c>#1f5da0</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * Math.Clamp(share, 0, 1)));
}
