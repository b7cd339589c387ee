using System.Globalization;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Lists of numbers as filters of <c>oph_subset</c>: <c>1,2,3,7</c> is <c>1:3,7</c>.</summary>
public static class SubsetText
{
    private static readonly char[] Separators = [',', '|', ' ', ';'];

    /// <summary>Writes runs of numbers as their ends.</summary>
    /// <param name="list">The numbers, between commas, bars or blanks.</param>
    /// <param name="isReal">Whether they may have fractions.</param>
    /// <param name="step">The distance of two neighbours of a run.</param>
    /// <exception cref="RefusalException"><c>bad-list</c>: one is no number, or there is none.</exception>
    public static string Of(string list, bool isReal, double step)
    {
        ArgumentNullException.ThrowIfNull(list);
        var numbers = list.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(piece => Number(list, piece, isReal)).ToArray();
        if (numbers.Length == 0)
        {
            throw Bad(list, "it has no number");
        }

        var text = new StringBuilder();
        for (var first = 0; first < numbers.Length;)
        {
            var last = first;
            while (last + 1 < numbers.Length && IsNext(numbers[last], numbers[last + 1], step))
            {
                last++;
            }

            text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{numbers[first]}");
            if (last > first)
            {
                text.Append(CultureInfo.InvariantCulture, $":{numbers[last]}");
            }

            first = last + 1;
        }

        return text.ToString();
    }

    // Sums of decimal fractions are seldom exact.
    private static bool IsNext(double one, double other, double step) => Math.Abs(other - one - step) <= 1e-9 * Math.Max(1, Math.Max(Math.Abs(one), Math.Abs(other)));

    private static double Number(string list, string piece, bool isReal) =>
        double.TryParse(piece, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && (isReal || Math.Floor(number) == number)
            ? number
            : throw Bad(list, $"'{piece}' is no {(isReal ? "number" : "whole number; subset_filter=real takes fractions")}");

    private static RefusalException Bad(string list, string why) =>
        new("bad-list", $"'{(list.Length > 80 ? list[..80] + "…" : list)}' is no list of numbers for a filter: {why}.", "Write 1,2,3,7.");
}
