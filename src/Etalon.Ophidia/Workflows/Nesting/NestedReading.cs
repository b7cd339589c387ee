using System.Collections.Immutable;
using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>Reads nested calls from left to right. Whether a name with parentheses is an operator or an expression, its place says.</summary>
internal sealed class NestedReading(string text, Func<string, OphidiaManual?> manuals)
{
    private const int Deepest = 64;

    private int _at;
    private int _depth;

    public NestedCall Read()
    {
        var call = Call();
        Space();
        return _at == text.Length ? call : throw Bad($"'{text[_at]}' was not expected after the last parenthesis");
    }

    private NestedCall Call()
    {
        if (++_depth > Deepest)
        {
            throw Bad($"calls lie more than {Deepest} deep in one another");
        }

        Space();
        var start = _at;
        var name = Name();
        if (name.Length == 0)
        {
            throw Bad("the name of an operator was expected");
        }

        var manual = manuals(name) ?? throw Bad($"there is no operator '{name}'", start);
        Need('(');
        var arguments = ImmutableArray.CreateBuilder<NestedArgument>();
        var (places, cubes) = (NestedPlaces.Of(manual), NestedPlaces.Cubes(manual));
        var place = 0;
        while (!Take(')'))
        {
            if (arguments.Count > 0 && !Take(',') && !Take(';'))
            {
                throw Bad("',' or ')' was expected");
            }

            Space();
            arguments.Add(Argument(manual, places, cubes, ref place));
        }

        _depth--;
        return new NestedCall(name, arguments.ToImmutable());
    }

    private NestedArgument Argument(OphidiaManual manual, ImmutableArray<string> places, ImmutableArray<string> cubes, ref int place)
    {
        var start = _at;
        var key = Name();
        Space();
        if (key.Length > 0 && _at < text.Length && text[_at] == '=' && (_at + 1 == text.Length || text[_at + 1] != '='))
        {
            _at++;
            Space();
            var cubeKey = NestedPlaces.CubeKey(manual, key);
            return cubeKey is not null && IsCall() ? new NestedArgument(cubeKey, "", Call()) : new NestedArgument(key, Value(), null);
        }

        _at = start;
        var isMany = cubes is ["cubes"];
        if ((isMany || place < cubes.Length) && IsCall())
        {
            var taker = isMany ? "cubes" : cubes[place++];
            return new NestedArgument(taker, "", Call());
        }

        return place < places.Length
            ? new NestedArgument(places[place++], Value(), null)
            : throw Bad($"{manual.Name} has no more than {places.Length} arguments", start);
    }

    /// <summary>Whether an operator is called here.</summary>
    private bool IsCall()
    {
        var start = _at;
        var name = Name();
        Space();
        var isCall = name.Length > 0 && _at < text.Length && text[_at] == '(' && manuals(name) is not null;
        _at = start;
        return isCall;
    }

    /// <summary>A text up to the comma or parenthesis that ends it; those within brackets and quotation marks belong to it.</summary>
    private string Value()
    {
        var (start, depth) = (_at, 0);
        for (; _at < text.Length && (depth > 0 || text[_at] is not (',' or ';' or ')')); _at++)
        {
            depth += text[_at] switch
            {
                '(' or '[' => 1,
                ')' or ']' => -1,
                _ => 0,
            };
            _at = text[_at] is '\'' or '"' ? Closing(text[_at]) : _at;
        }

        var value = text[start.._at].Trim();
        return value.Length > 0 ? Unquoted(value) : throw Bad("a value is missing");
    }

    /// <summary>Where the quotation mark stands that closes one.</summary>
    private int Closing(char quote) => text.IndexOf(quote, _at + 1) is var end and >= 0 ? end : throw Bad("the quotation mark is not closed");

    private static string Unquoted(string value) =>
        value.Length > 1 && (value[0] is '\'' or '"') && value.IndexOf(value[0], 1) == value.Length - 1 ? value[1..^1] : value;

    private string Name()
    {
        var start = _at;
        while (_at < text.Length && (text[_at] == '_' || char.IsAsciiLetter(text[_at]) || (_at > start && char.IsAsciiDigit(text[_at]))))
        {
            _at++;
        }

        return text[start.._at];
    }

    private void Space()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    private bool Take(char sign)
    {
        Space();
        var isThere = _at < text.Length && text[_at] == sign;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Need(char sign)
    {
        if (!Take(sign))
        {
            throw Bad($"'{sign}' was expected");
        }
    }

    private OphidiaException Bad(string why, int? at = null) => new(
        OphidiaError.Parameter, string.Create(CultureInfo.InvariantCulture, $"'{text}' is wrong at position {(at ?? _at) + 1}: {why}."));
}
