using System.Globalization;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads the lines of a FITS header (FITS 4.0, section 4) as attributes. The first line of a keyword counts; comments are joined.</summary>
internal static class FitsKeywords
{
    private const int KeyLength = 8;
    private const int ValueStart = 10;
    private const long MostExact = 1L << 53;

    /// <summary>Lines of one keyword that belong together, as one text.</summary>
    private static readonly string[] Commentary = ["COMMENT", "HISTORY"];

    /// <summary>The attributes that the lines are.</summary>
    public static AttributeSet Read(IReadOnlyList<string> cards)
    {
        var keywords = AttributeSet.Empty;
        var comments = Commentary.ToDictionary(static key => key, static _ => new StringBuilder(), StringComparer.Ordinal);
        for (var i = 0; i < cards.Count; i++)
        {
            var card = cards[i];
            var key = KeyOf(card, out var value);
            if (comments.TryGetValue(key, out var text))
            {
                text.Append(text.Length > 0 ? "\n" : "").Append(card.Length > KeyLength ? card[KeyLength..].TrimEnd() : "");
            }
            else if (key.Length > 0 && value is not null && keywords[key] is null && ValueOf(value, cards, i) is { } found)
            {
                keywords = keywords.With(key, found);
            }
        }

        return comments.Where(static comment => comment.Value.Length > 0).Aggregate(keywords, static (all, comment) => all.With(comment.Key, comment.Value.ToString()));
    }

    /// <summary>A keyword as a number; integers that are kept as text for their length too.</summary>
    public static double? Number(this AttributeSet keywords, string key) => keywords[key] switch
    {
        { Numbers: [var number] } => number,
        { Text: { } text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>A keyword as a whole number.</summary>
    public static Int128? Whole(this AttributeSet keywords, string key) => keywords[key] switch
    {
        { Numbers: [var number] } when Math.Floor(number) == number && Math.Abs(number) < 1e30 => (Int128)number,
        { Text: { } text } when Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static string KeyOf(string card, out string? value)
    {
        value = null;
        if (card.StartsWith("HIERARCH ", StringComparison.Ordinal) && card.IndexOf('=', StringComparison.Ordinal) is > KeyLength and var at)
        {
            value = card[(at + 1)..].Trim();
            return card[KeyLength..at].Trim();
        }

        if (card.Length >= ValueStart && card[KeyLength] == '=' && card[KeyLength + 1] == ' ')
        {
            value = card[ValueStart..].Trim();
        }

        return card.Length > KeyLength ? card[..KeyLength].Trim() : card.Trim();
    }

    private static AttributeValue? ValueOf(string value, IReadOnlyList<string> cards, int at)
    {
        if (value.StartsWith('\''))
        {
            return AttributeValue.Of(Quoted(value, cards, at));
        }

        var cut = value.IndexOf('/', StringComparison.Ordinal);
        var plain = (cut < 0 ? value : value[..cut]).Trim();
        if (plain.Length == 0)
        {
            return null;
        }

        if (long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole is >= -MostExact and <= MostExact)
        {
            return AttributeValue.Of(whole is >= int.MinValue and <= int.MaxValue ? SampleType.Int32 : SampleType.Int64, whole);
        }

        var isNumber = plain.IndexOfAny(['.', 'E', 'D']) >= 0 && char.IsAsciiDigit(plain.FirstOrDefault(static c => c is not ('+' or '-' or '.')));
        return isNumber && double.TryParse(plain.Replace('D', 'E'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? AttributeValue.Of(number)
            : AttributeValue.Of(plain);
    }

    /// <summary>A text between quotes; one that ends with an ampersand goes on in the following lines.</summary>
    private static string Quoted(string value, IReadOnlyList<string> cards, int at)
    {
        var text = new StringBuilder(Unquoted(value));
        while (text.Length > 0 && text[^1] == '&' && at + 1 < cards.Count && cards[at + 1].StartsWith("CONTINUE  ", StringComparison.Ordinal))
        {
            text.Length--;
            text.Append(Unquoted(cards[++at][ValueStart..].Trim()));
        }

        return text.ToString();
    }

    private static string Unquoted(string value)
    {
        // Up to the quote that stands alone; two together are one within the text.
        var end = 1;
        while (end < value.Length && (value[end] != '\'' || (end + 1 < value.Length && value[end + 1] == '\'')))
        {
            end += value[end] == '\'' ? 2 : 1;
        }

        return value[1..Math.Min(end, value.Length)].Replace("''", "'", StringComparison.Ordinal).TrimEnd();
    }
}
