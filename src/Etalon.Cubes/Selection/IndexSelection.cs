using System.Globalization;
using System.Text.RegularExpressions;

namespace Etalon.Cubes;

/// <summary>Indexes as in Python; an end beyond the axis is refused, because it is nearly always a slip.</summary>
internal static partial class IndexSelection
{
    public static bool IsIndex(string text) => Form().IsMatch(text);

    public static AxisSelection Parse(Axis axis, string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            throw AxisSelection.Bad(axis, text);
        }

        var length = axis.Length;
        var given = (From: Number(match.Groups["from"]), To: Number(match.Groups["to"]), Step: Number(match.Groups["step"]) ?? 1);
        if (!match.Groups["range"].Success)
        {
            var index = FromEnd(given.From!.Value, length);
            return index >= 0 && index < length ? new AxisSelection(index, 1) : throw Refusal.Outside(axis.Name, index, index + 1, length);
        }

        if (given.Step < 1)
        {
            throw new RefusalException("bad-selection", $"'{text}' on axis '{axis.Name}' has a step of {given.Step}.", "Steps are 1 or more.");
        }

        var start = FromEnd(given.From ?? 0, length);
        var end = FromEnd(given.To ?? length, length);
        if (start < 0 || end > length)
        {
            throw Refusal.Outside(axis.Name, start, end, length);
        }

        return start < end ? new AxisSelection(start, ((end - start - 1) / given.Step) + 1, given.Step) : throw AxisSelection.Empty(axis, $"'{text}'");
    }

    private static long FromEnd(long index, long length) => index < 0 ? index + length : index;

    private static long? Number(Group group) =>
        group is { Success: true, Length: > 0 } ? long.Parse(group.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^\s*(?:(?<from>-?\d{1,18})|(?<from>-?\d{1,18})?\s*(?<range>:)\s*(?<to>-?\d{1,18})?\s*(:\s*(?<step>-?\d{1,18})?)?)\s*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
