using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>
/// Reads an expression from left to right and works it out on the way. Both sides of <c>&amp;&amp;</c> and <c>||</c> are read, so faults in them are found;
/// a division by 0 is none (it gives an infinity or no number), so that <c>n != 0 &amp;&amp; 10 / n &gt; 1</c> says what it means.
/// </summary>
internal sealed class ExpressionReading(string text)
{
    private const int Deepest = 64;
    private const int Longest = 1 << 16;

    private static readonly string[] Comparisons = ["==", "!=", "<>", "<=", ">=", "<", ">", "="];

    private int _at;
    private int _depth;

    public ExpressionValue Read()
    {
        if (text.Length > Longest)
        {
            throw Bad($"it has more than {Longest} characters");
        }

        var value = Or();
        Space();
        return _at == text.Length ? value : throw Bad($"'{text[_at]}' was not expected");
    }

    private ExpressionValue Or()
    {
        var value = And();
        while (Take("||"))
        {
            var (left, right) = (Truth(value), Truth(And()));
            value = ExpressionValue.Of(left || right);
        }

        return value;
    }

    private ExpressionValue And()
    {
        var value = Comparison();
        while (Take("&&"))
        {
            var (left, right) = (Truth(value), Truth(Comparison()));
            value = ExpressionValue.Of(left && right);
        }

        return value;
    }

    private ExpressionValue Comparison()
    {
        var left = Sum();
        var sign = Array.Find(Comparisons, Take);
        if (sign is null)
        {
            return left;
        }

        var right = Sum();
        var order = left.IsNumber && right.IsNumber ? left.Number.CompareTo(right.Number) : string.CompareOrdinal(left.ToString(), right.ToString());
        var isNan = (left.IsNumber && double.IsNaN(left.Number)) || (right.IsNumber && double.IsNaN(right.Number));
        return ExpressionValue.Of(sign switch
        {
            "==" or "=" => order == 0 && !isNan,
            "!=" or "<>" => order != 0 || isNan,
            "<" => order < 0 && !isNan,
            "<=" => order <= 0 && !isNan,
            ">" => order > 0 && !isNan,
            _ => order >= 0 && !isNan,
        });
    }

    private ExpressionValue Sum()
    {
        var value = Product();
        while (true)
        {
            if (Take("+"))
            {
                value = ExpressionValue.Of(Number(value) + Number(Product()));
            }
            else if (Take("-"))
            {
                value = ExpressionValue.Of(Number(value) - Number(Product()));
            }
            else
            {
                return value;
            }
        }
    }

    private ExpressionValue Product()
    {
        var value = Signed();
        while (true)
        {
            if (Take("*"))
            {
                value = ExpressionValue.Of(Number(value) * Number(Signed()));
            }
            else if (Take("/"))
            {
                value = ExpressionValue.Of(Number(value) / Number(Signed()));
            }
            else if (Take("%"))
            {
                value = ExpressionValue.Of(Number(value) % Number(Signed()));
            }
            else
            {
                return value;
            }
        }
    }

    private ExpressionValue Signed()
    {
        if (++_depth > Deepest)
        {
            throw Bad($"it goes deeper than {Deepest} levels");
        }

        var value = Take("!") ? ExpressionValue.Of(!Truth(Signed()))
            : Take("-") ? ExpressionValue.Of(-Number(Signed()))
            : Take("+") ? ExpressionValue.Of(Number(Signed()))
            : Power();
        _depth--;
        return value;
    }

    private ExpressionValue Power()
    {
        var value = Primary();
        return Take("^") ? ExpressionValue.Of(Math.Pow(Number(value), Number(Signed()))) : value;
    }

    private ExpressionValue Primary()
    {
        Space();
        if (_at == text.Length)
        {
            throw Bad("something is missing");
        }

        var letter = text[_at];
        if (Take("("))
        {
            var value = Or();
            Need(")");
            return value;
        }

        return letter is '\'' or '"' ? Quoted(letter)
            : char.IsAsciiDigit(letter) || letter == '.' ? Digits()
            : letter == '_' || char.IsLetter(letter) ? Word()
            : throw Bad($"'{letter}' was not expected");
    }

    private ExpressionValue Quoted(char quote)
    {
        var end = text.IndexOf(quote, _at + 1);
        if (end < 0)
        {
            throw Bad("the text is not closed");
        }

        var value = text[(_at + 1)..end];
        _at = end + 1;
        return ExpressionValue.Of(value);
    }

    private ExpressionValue Digits()
    {
        var start = _at;
        while (_at < text.Length && (IsWordLetter(text[_at]) || (text[_at] is '+' or '-' && text[_at - 1] is 'e' or 'E' && IsExponent(start))))
        {
            _at++;
        }

        // Labels such as 2000a are texts.
        return ExpressionValue.Of(text[start.._at]);
    }

    /// <summary>Whether what was read so far is a number and the letter of its exponent.</summary>
    private bool IsExponent(int start) => double.TryParse(text.AsSpan(start, _at - start - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private ExpressionValue Word()
    {
        var start = _at;
        while (_at < text.Length && IsWordLetter(text[_at]))
        {
            _at++;
        }

        var word = text[start.._at];
        if (Take("("))
        {
            return Function(word, start);
        }

        return word.ToUpperInvariant() switch
        {
            "TRUE" or "YES" => ExpressionValue.Of(true),
            "FALSE" or "NO" => ExpressionValue.Of(false),
            "NAN" => ExpressionValue.Of(double.NaN),
            _ => new ExpressionValue(0, word),
        };
    }

    private ExpressionValue Function(string name, int start)
    {
        var values = new List<double> { Number(Or()) };
        while (Take(","))
        {
            values.Add(Number(Or()));
        }

        Need(")");
        return ExpressionValue.Of((name.ToUpperInvariant(), values) switch
        {
            ("ABS", [var x]) => Math.Abs(x),
            ("CEIL", [var x]) => Math.Ceiling(x),
            ("COS", [var x]) => Math.Cos(x),
            ("EXP", [var x]) => Math.Exp(x),
            ("FLOOR", [var x]) => Math.Floor(x),
            ("LOG", [var x]) => Math.Log(x),
            ("MAX", [.. var all]) => all.Max(),
            ("MIN", [.. var all]) => all.Min(),
            ("ROUND", [var x]) => Math.Round(x, MidpointRounding.AwayFromZero),
            ("SIN", [var x]) => Math.Sin(x),
            ("SQRT", [var x]) => Math.Sqrt(x),
            ("TAN", [var x]) => Math.Tan(x),
            _ => throw OphidiaExpression.Bad(text, start, $"there is no function '{name}' of {values.Count} numbers"),
        });
    }

    private static bool IsWordLetter(char letter) => letter is '_' or '.' || char.IsLetterOrDigit(letter);

    private bool Truth(ExpressionValue value) => value.IsNumber ? value.Number is not 0 && !double.IsNaN(value.Number) : throw Bad($"'{value.Text}' before it is neither true nor false");

    private double Number(ExpressionValue value) => value.IsNumber ? value.Number : throw Bad($"'{value.Text}' before it is no number");

    private void Space()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private bool Take(string sign)
    {
        Space();
        var isThere = string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0;
        _at += isThere ? sign.Length : 0;
        return isThere;
    }

    private void Need(string sign)
    {
        if (!Take(sign))
        {
            throw Bad($"'{sign}' is missing");
        }
    }

    private Etalon.Cubes.RefusalException Bad(string why) => OphidiaExpression.Bad(text, _at, why);
}
