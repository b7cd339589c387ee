using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A range of indices along a named axis: <c>time=10:20</c>, <c>time=10:</c>, <c>time=:20</c>, <c>time=7</c>.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Start">The first index.</param>
/// <param name="End">One past the last index; null for the axis's end.</param>
public sealed record AxisRange(string Axis, long Start, long? End)
{
    /// <summary>Reads a range.</summary>
    /// <exception cref="RefusalException">The text is no range (<c>bad-region</c>).</exception>
    public static AxisRange Parse(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var axis = at > 0 ? text[..at].Trim() : throw Bad(text);
        var ends = text[(at + 1)..].Split(':');
        return ends.Length switch
        {
            1 => new AxisRange(axis, Index(ends[0], text), Index(ends[0], text) + 1),
            2 => new AxisRange(
                axis, ends[0].Trim().Length == 0 ? 0 : Index(ends[0], text), ends[1].Trim().Length == 0 ? null : Index(ends[1], text)),
            _ => throw Bad(text),
        };
    }

    /// <summary>The range as start and end on an axis of known length.</summary>
    /// <exception cref="RefusalException">It leaves the axis (<c>region-outside</c>).</exception>
    public (long Start, long End) Within(Axis axis)
    {
        var end = End ?? axis.Length;
        return Start >= 0 && Start < end && end <= axis.Length ? (Start, end) : throw Refusal.Outside(axis.Name, Start, end, axis.Length);
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Axis}={Start}:{End}");

    private static long Index(string text, string whole) =>
        long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw Bad(whole);

    private static RefusalException Bad(string text) => new(
        "bad-region", $"'{text}' is no range along an axis.", "Write axis=start:end with indices from 0; the end is not included.");
}
