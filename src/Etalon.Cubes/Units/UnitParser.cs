using System.Globalization;

namespace Etalon.Cubes;

/// <summary>Reads unit texts. Products and quotients are taken from left to right, as udunits and UCUM do: <c>kg/m s</c> is (kg/m) s.</summary>
internal ref struct UnitParser
{
    private readonly string _text;
    private readonly string _source;
    private int _at;

    private UnitParser(string source)
    {
        _source = source;
        // One spelling for the signs that have several code points: micro, ångström, ohm, minus, multiplication.
        _text = source.Replace('μ', 'µ').Replace("A\u030A", "Å", StringComparison.Ordinal).Replace('\u212B', 'Å').Replace('\u2126', 'Ω')
            .Replace('−', '-').Replace('⋅', '.').Replace('·', '.').Replace('×', '*').Replace('\u00A0', ' ');
    }

    public static Unit Parse(string source)
    {
        if (string.IsNullOrWhiteSpace(source))
        {
            return Unit.One.Spelled("");
        }

        if (source.Length > 200)
        {
            throw new RefusalException("bad-unit", $"A unit of {source.Length} characters is too long; 200 are allowed.");
        }

        if (source.Contains(" since ", StringComparison.Ordinal))
        {
            throw new RefusalException(
                "time-reference-unit", $"'{source}' is a time axis, not a unit of measure.", "Give the part before 'since', or use the axis's calendar.");
        }

        var parser = new UnitParser(source);
        var unit = parser.Product(nested: 0);
        if (parser._at < parser._text.Length)
        {
            throw parser.Bad($"'{parser._text[parser._at]}' is not expected at position {parser._at + 1}");
        }

        return unit.Scale.IsUsable ? unit.Spelled(source.Trim()) : throw parser.Bad("its scale is out of range");
    }

    private Unit Product(int nested)
    {
        var result = Factor(nested);
        while (true)
        {
            var spaced = SkipSpace();
            if (_at >= _text.Length || Peek() == ')')
            {
                return result;
            }

            if (Peek() == '@' || TakeWord("from") || TakeWord("ref"))
            {
                return Shifted(result);
            }

            var divide = Operator(spaced);
            SkipSpace();
            var factor = Factor(nested);
            result = divide ? result.Divide(factor) : Times(result, factor);
        }
    }

    /// <summary>Takes the sign between two factors; true for a division.</summary>
    private bool Operator(bool spaced)
    {
        if (TakeWord("per"))
        {
            return true;
        }

        if (spaced && Peek() is '-' or '+')
        {
            throw Bad($"a sign stands alone at position {_at + 1}", "Write an exponent next to its unit: 's-1'.");
        }

        var divide = Peek() == '/';
        _at += Peek() is '/' or '*' or '.' ? 1 : 0;
        return divide;
    }

    /// <summary>A pure number scales a shifted unit and leaves its zero where it is; every other product loses the zero.</summary>
    private static Unit Times(Unit left, Unit right)
    {
        if (left.Dimension == default && right.Origin != 0)
        {
            return right.Scaled(left.Scale);
        }

        return right.Dimension == default && left.Origin != 0 ? left.Scaled(right.Scale) : left.Multiply(right);
    }

    private Unit Shifted(Unit unit)
    {
        if (Peek() == '@')
        {
            _at++;
        }

        SkipSpace();
        var start = _at;
        if (Peek() is '-' or '+')
        {
            _at++;
        }

        TakeNumber();
        return double.TryParse(_text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var origin)
            ? new Unit(unit.Scale, unit.Dimension, unit.Origin + origin)
            : throw Bad("a number must follow '@'");
    }

    private Unit Factor(int nested)
    {
        SkipSpace();
        if (_at >= _text.Length)
        {
            throw Bad("it ends where a unit is expected");
        }

        var c = Peek();
        if (c == '(')
        {
            return Parenthesis(nested);
        }

        if (c == '{')
        {
            return Annotation();
        }

        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1])))
        {
            var start = _at;
            TakeNumber();
            return WithPower(new Unit(Number(start), default), bare: false);
        }

        return WithPower(Named(), bare: true);
    }

    private Unit Parenthesis(int nested)
    {
        if (nested > 20)
        {
            throw Bad("it has too many parentheses");
        }

        _at++;
        var inner = Product(nested + 1);
        if (Peek() != ')')
        {
            throw Bad("a ')' is missing");
        }

        _at++;
        return WithPower(inner, bare: true);
    }

    /// <summary>UCUM's <c>{photons}</c> says what is counted and is the number 1.</summary>
    private Unit Annotation()
    {
        var end = _text.IndexOf('}', _at);
        if (end < 0)
        {
            throw Bad("a '}' is missing");
        }

        _at = end + 1;
        return Unit.One;
    }

    private UnitScale Number(int start)
    {
        var text = _text.AsSpan(start, _at - start);
        if (text is "10" && Peek() == '*' && _at + 1 < _text.Length && (char.IsAsciiDigit(_text[_at + 1]) || _text[_at + 1] is '-' or '+'))
        {
            throw Bad("'10*3' is 1000 in UCUM and 30 elsewhere", "Write '1e3'.");
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsNormal(value)
            ? UnitScale.Parse(text)
            : throw Bad($"'{text}' is no positive number");
    }

    private Unit Named()
    {
        var start = _at;
        while (_at < _text.Length && IsNameCharacter(_text[_at]))
        {
            _at++;
        }

        var name = _text[start.._at];
        if (name.Length == 0)
        {
            throw Bad($"'{Peek()}' is not expected at position {_at + 1}");
        }

        if (UnitTable.IsLogarithmic(name))
        {
            throw new RefusalException(
                "logarithmic-unit", $"'{name}' in '{_source}' is the logarithm of a ratio; it does not convert linearly.",
                "Turn the values into a ratio first, 10^(x/10) for decibels, and use the unit '1'.");
        }

        return UnitTable.TryFind(name, out var unit) ? unit : throw Unknown(name);
    }

    private Unit WithPower(Unit unit, bool bare)
    {
        var start = _at;
        if (Peek() == '^')
        {
            _at++;
        }
        else if (Peek() == '*' && _at + 1 < _text.Length && _text[_at + 1] == '*')
        {
            _at += 2;
        }

        var marked = _at > start;
        if (!marked && !bare)
        {
            return unit;
        }

        var exponent = Exponent();
        if (exponent is { } power)
        {
            return unit.Power(power);
        }

        return marked ? throw Bad("a whole number must follow the power sign") : unit;
    }

    private int? Exponent()
    {
        var match = UnitExponent.At(_text, _at);
        if (!match.Success)
        {
            return null;
        }

        _at += match.Length;
        if (match.Groups["fraction"].Success)
        {
            throw Bad("exponents are whole numbers");
        }

        return UnitExponent.Value(match.Value) is { } value ? value : throw Bad($"an exponent is beyond {UnitExponent.Largest}");
    }

    /// <summary>Digits, a fraction, and an exponent only where digits follow it: <c>2eV</c> is two electronvolts.</summary>
    private void TakeNumber()
    {
        TakeDigits();
        if (_at + 1 < _text.Length && _text[_at] == '.' && char.IsAsciiDigit(_text[_at + 1]))
        {
            _at++;
            TakeDigits();
        }

        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            var digit = _at + 1;
            digit += digit < _text.Length && _text[digit] is '-' or '+' ? 1 : 0;
            if (digit < _text.Length && char.IsAsciiDigit(_text[digit]))
            {
                _at = digit;
                TakeDigits();
            }
        }
    }

    private void TakeDigits()
    {
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }
    }

    private bool TakeWord(string word)
    {
        var end = _at + word.Length;
        if (end >= _text.Length || !char.IsWhiteSpace(_text[end]) || string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool SkipSpace()
    {
        var start = _at;
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at > start;
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private static bool IsNameCharacter(char c) =>
        char.IsLetter(c) || c is '_' or '%' or '‰' or '°' or '\'' or '"' or '′' or '″' or '[' or ']' or '℃' or '℉';

    private readonly RefusalException Bad(string what, string help = "Write units as 'm s-1', 'W/m2', 'kg m-2 s-1' or '1'.") =>
        new("bad-unit", $"'{_source}' is no unit: {what}.", help);

    private readonly RefusalException Unknown(string name)
    {
        var near = NearestNames.Of(name, UnitTable.All);
        var within = string.Equals(name, _source.Trim(), StringComparison.Ordinal) ? "" : $" (in '{_source}')";
        return new RefusalException(
            "unknown-unit", $"There is no unit '{name}'{within}.",
            near.Length > 0
                ? $"Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?"
                : "Use a udunits or UCUM name with an SI prefix: 'mm', 'keV', 'hPa', 'kg m-2 s-1'.");
    }
}
