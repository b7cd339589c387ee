using System.Globalization;

namespace Etalon.Operators.Datacubes;

/// <summary>Reads choices of elements as Ophidia writes them: <c>1:2:8,30:33,end</c>; indexes begin at 1 and ends are included.</summary>
internal static class IndexFilter
{
    /// <summary>The elements chosen, counted from 0.</summary>
    public static List<int> Of(PrimitiveCall call, string argument, string text, int length)
    {
        var chosen = new List<int>();
        foreach (var part in text.Split(','))
        {
            var numbers = part.Split(':');
            var first = Index(call, argument, numbers[0], length);
            var step = numbers.Length == 3 ? Index(call, argument, numbers[1], int.MaxValue) : 1;
            var last = numbers.Length == 1 ? first : Index(call, argument, numbers[^1], length);
            if (numbers.Length > 3 || last < first)
            {
                throw call.Refused(argument, $"has the part '{part}'", "Write 'first', 'first:last' or 'first:step:last', the first not behind the last.");
            }

            for (var index = first; index <= last; index += step)
            {
                chosen.Add(index - 1);
            }
        }

        return chosen;
    }

    private static int Index(PrimitiveCall call, string argument, string text, int length)
    {
        if (string.Equals(text.Trim(), "end", StringComparison.OrdinalIgnoreCase))
        {
            return length;
        }

        var isNumber = int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var index);
        return isNumber && index >= 1 && index <= length
            ? index
            : throw call.Refused(
                argument, string.Create(CultureInfo.InvariantCulture, $"has the index '{text}'"),
                string.Create(CultureInfo.InvariantCulture, $"Indexes are whole numbers from 1 to {length}, or 'end'."));
    }
}
