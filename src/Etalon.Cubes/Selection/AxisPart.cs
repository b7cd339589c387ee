using System.Globalization;

namespace Etalon.Cubes;

/// <summary>What of an axis is selected.</summary>
/// <param name="Start">The first place.</param>
/// <param name="Count">How many places.</param>
/// <param name="Step">How far apart they are.</param>
/// <param name="IsOne">Whether one place was named, so that the axis goes away.</param>
public readonly record struct AxisPart(long Start, long Count, long Step, bool IsOne)
{
    /// <summary>The places that would have to be read at one go, those between them included.</summary>
    public long Span => Count == 0 ? 0 : ((Count - 1) * Step) + 1;

    /// <summary>Reads a selection: a comma list of <c>i</c> or <c>start:stop[:step]</c>; axes at the end may be left out.</summary>
    public static AxisPart[] Parse(string? text, IReadOnlyList<long> shape)
    {
        var members = string.IsNullOrWhiteSpace(text) ? [] : text.Split(',');
        if (members.Length > shape.Count)
        {
            throw Bad(text!, $"it has {members.Length} members, the dataset {shape.Count} axes");
        }

        return [.. shape.Select((length, axis) => axis < members.Length ? One(text!, members[axis].Trim(), length) : new AxisPart(0, length, 1, false))];
    }

    /// <summary>Bytes that would have to be read at one go.</summary>
    public static double Bytes(IEnumerable<AxisPart> parts, long elementBytes) => parts.Aggregate((double)elementBytes, static (product, part) => product * part.Span);

    /// <summary>A selection that takes no more than so many bytes: one place in the middle of as many slow axes as it takes.</summary>
    public static string Suggested(IReadOnlyList<long> shape, long elementBytes, long mostBytes)
    {
        var bytes = shape.Aggregate((double)elementBytes, static (product, length) => product * length);
        return string.Join(',', shape.Select(length =>
        {
            var isCut = bytes > mostBytes;
            bytes = isCut ? bytes / length : bytes;
            return isCut ? (length / 2).ToString(CultureInfo.InvariantCulture) : ":";
        }));
    }

    private static AxisPart One(string text, string member, long length)
    {
        var parts = member.Split(':');
        if (parts.Length == 1)
        {
            var place = Number(text, parts[0]);
            place += place < 0 ? length : 0;
            return place >= 0 && place < length ? new AxisPart(place, 1, 1, true) : throw Bad(text, $"{member} lies outside an axis of {length}");
        }

        var step = parts.Length > 2 && parts[2].Length > 0 ? Number(text, parts[2]) : 1;
        if (parts.Length > 3 || step < 1)
        {
            throw Bad(text, $"'{member}' is no start:stop:step with a step of 1 or more");
        }

        var start = Bound(text, parts[0], 0, length);
        var stop = Bound(text, parts[1], length, length);
        return new AxisPart(start, stop > start ? ((stop - start - 1) / step) + 1 : 0, step, false);
    }

    private static long Bound(string text, string part, long absent, long length)
    {
        var place = part.Length == 0 ? absent : Number(text, part);
        return Math.Clamp(place < 0 ? place + length : place, 0, length);
    }

    private static long Number(string text, string part) =>
        long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(text, $"'{part}' is no whole number");

    private static RefusalException Bad(string text, string why) =>
        new("bad-selection", $"'{text}' is no selection: {why}.", "Write for example 6,:,0:100:2.");
}
