using System.Globalization;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Reads conditions by recursive descent: or, and, not, comparison, value.</summary>
internal sealed partial class ConditionParser(string text)
{
    private const int DeepestNesting = 64;

    private readonly List<(string Text, int At)> _tokens = [];
    private int _next;
    private int _depth;

    public List<GraphLink> References { get; } = [];

    public ConditionTerm Parse()
    {
        Tokenize();
        var term = Or();
        return _next == _tokens.Count ? term : throw Bad("nothing more was expected here");
    }

    private void Tokenize()
    {
        var at = 0;
        while (at < text.Length)
        {
            var match = Token().Match(text, at);
            if (!match.Success)
            {
                throw new RefusalException(
                    "bad-condition", $"'{text}' is no condition: '{text[at]}' at position {at + 1} is not understood.", Help);
            }

            if (match.Groups["token"].Value is { Length: > 0 } token)
            {
                _tokens.Add((token, match.Groups["token"].Index));
            }

            at += match.Length;
        }
    }

    private ConditionTerm Or()
    {
        if (++_depth > DeepestNesting)
        {
            throw Bad("it is nested too deeply");
        }

        var left = And();
        while (Take("||"))
        {
            left = new ConditionTerm.Binary("||", left, And());
        }

        _depth--;
        return left;
    }

    private ConditionTerm And()
    {
        var left = Comparison();
        while (Take("&&"))
        {
            left = new ConditionTerm.Binary("&&", left, Comparison());
        }

        return left;
    }

    private ConditionTerm Comparison()
    {
        var left = Value();
        foreach (var sign in (ReadOnlySpan<string>)["<=", ">=", "==", "!=", "<", ">"])
        {
            if (Take(sign))
            {
                return new ConditionTerm.Binary(sign, left, Value());
            }
        }

        return left;
    }

    private ConditionTerm Value()
    {
        if (Take("!"))
        {
            if (++_depth > DeepestNesting)
            {
                throw Bad("it is nested too deeply");
            }

            var inner = new ConditionTerm.Not(Value());
            _depth--;
            return inner;
        }

        if (Take("("))
        {
            var inner = Or();
            return Take(")") ? inner : throw Bad("')' is missing");
        }

        if (_next == _tokens.Count)
        {
            throw Bad("a value is missing");
        }

        var token = _tokens[_next].Text;
        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            _next++;
            return new ConditionTerm.Number(number);
        }

        if (!char.IsLetter(token[0]) && token[0] != '_')
        {
            throw Bad("a number or node.port was expected");
        }

        _next++;
        var dot = token.LastIndexOf('.');
        var link = dot < 0 ? new GraphLink(token, "") : new GraphLink(token[..dot], token[(dot + 1)..]);
        References.Add(link);
        return new ConditionTerm.Reference(link);
    }

    private bool Take(string token)
    {
        var there = _next < _tokens.Count && string.Equals(_tokens[_next].Text, token, StringComparison.Ordinal);
        _next += there ? 1 : 0;
        return there;
    }

    private RefusalException Bad(string why)
    {
        var where = _next < _tokens.Count ? $"at position {_tokens[_next].At + 1} ('{_tokens[_next].Text}')" : "at its end";
        return new RefusalException("bad-condition", $"'{text}' is no condition: {why}, {where}.", Help);
    }

    private const string Help = "Write for example: stats.max > 3 && !(stats.count == 0)";

    [GeneratedRegex(
        @"\G\s*(?<token>\|\||&&|<=|>=|==|!=|[<>!()]|-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[A-Za-z_][\w/-]*(\.[A-Za-z_][\w-]*(\[\d+\])?)?|$)",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Token();
}
