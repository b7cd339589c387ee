using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>The turns of an <c>oph_for</c>: a label and an index for each.</summary>
public static class LoopTurns
{
    /// <summary>How many turns a loop may have.</summary>
    public const int Most = 10_000;

    /// <summary>Works the turns out.</summary>
    /// <param name="values">Labels, separated by bars; nothing or <c>-</c> for none: then the indexes are labels.</param>
    /// <param name="counter">Indexes: <c>3</c>, <c>1:12</c>, <c>1:2:11</c> (start, step, end), lists with commas; nothing or <c>-</c> for 1, 2, 3, …</param>
    /// <exception cref="RefusalException"><c>bad-loop</c>: neither is given, they differ in number, or there are too many.</exception>
    public static ImmutableArray<OphidiaVariable> Of(string values, string counter)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(counter);
        var labels = IsGiven(values) ? values.Split('|', StringSplitOptions.TrimEntries) : [];
        var indexes = IsGiven(counter) ? Indexes(counter) : [];
        if (labels.Length > Most)
        {
            throw TooMany(labels.Length);
        }

        return (labels.Length, indexes.Count) switch
        {
            (0, 0) => throw Bad("it has neither values nor a counter", "Give values=a|b|c, counter=1:12, or both."),
            (0, _) => [.. indexes.Select(static index => new OphidiaVariable(index.ToString(CultureInfo.InvariantCulture), index))],
            (_, 0) => [.. labels.Select(static (label, i) => new OphidiaVariable(label, i + 1))],
            var (label, index) when label == index => [.. labels.Zip(indexes, static (label, index) => new OphidiaVariable(label, index))],
            var (label, index) => throw Bad(
                string.Create(CultureInfo.InvariantCulture, $"it has {label} values and {index} numbers in its counter"), "Give as many of both, or one of them only."),
        };
    }

    private static bool IsGiven(string text) => text.Trim() is not ("" or "-");

    private static List<long> Indexes(string counter)
    {
        var indexes = new List<long>();
        foreach (var piece in counter.Split(',', StringSplitOptions.TrimEntries))
        {
            var (start, step, end) = piece.Split(':') switch
            {
                [var one] => (Number(counter, one), 1, Number(counter, one)),
                [var first, var last] => (Number(counter, first), 1, Number(counter, last)),
                [var first, var by, var last] => (Number(counter, first), Number(counter, by), Number(counter, last)),
                _ => throw Wrong(counter),
            };
            if (step <= 0)
            {
                throw Wrong(counter);
            }

            if (end >= start && ((end - start) / step) + 1 + indexes.Count > Most)
            {
                throw TooMany(((end - start) / step) + 1 + indexes.Count);
            }

            for (var index = start; index <= end; index += step)
            {
                indexes.Add(index);
            }
        }

        return indexes.Count > 0 ? indexes : throw Wrong(counter);
    }

    private static long Number(string counter, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(counter);

    private static RefusalException Wrong(string counter) => Bad($"its counter is '{counter}'", "Write 5, 1:12, 1:2:11 (start, step, end), or several with commas.");

    private static RefusalException TooMany(long turns) =>
        Bad(string.Create(CultureInfo.InvariantCulture, $"it has {turns} turns; {Most} are allowed"), "Loop over fewer values, or use a massive filter.");

    private static RefusalException Bad(string why, string help) => new("bad-loop", $"oph_for cannot begin: {why}.", help);
}
