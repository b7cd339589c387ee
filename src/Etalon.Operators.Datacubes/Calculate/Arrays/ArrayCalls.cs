using System.Globalization;
using System.Text;

namespace Etalon.Operators.Datacubes;

/// <summary>Finds calls of array primitives in an expression and puts names in their places, so that what is left works sample by sample.</summary>
internal sealed class ArrayCalls
{
    private const string Prefix = "oph_";

    private readonly List<ArrayCall> _calls = [];
    private readonly ExpressionNames _names;
    private readonly Calculate.Parameters _parameters;

    private ArrayCalls(Calculate.Parameters parameters, Inputs inputs)
    {
        _parameters = parameters;
        _names = new ExpressionNames(parameters.Names, inputs);
        Expression = Replaced(parameters.Expression);
    }

    /// <summary>What is left. Every part of it stands where it stood.</summary>
    public string Expression { get; }

    /// <summary>The calls.</summary>
    public IReadOnlyList<ArrayCall> All => _calls;

    /// <summary>The calls of an expression.</summary>
    public static ArrayCalls Of(Calculate.Parameters parameters, Inputs inputs) => new(parameters, inputs);

    /// <summary>The name of the result: the one given, or that of the only cube.</summary>
    public string NameOf(Calculate.Parameters parameters, Inputs inputs)
    {
        if (parameters.Name.Length > 0)
        {
            return parameters.Name;
        }

        var used = Names(ExpressionParser.Parse(Expression)).Select(_names.Find).Where(input => input >= 0).Concat(_calls.Select(call => call.Input)).Distinct().ToArray();
        return used.Length == 1 ? inputs[used[0]].Name : "calculated";
    }

    private static IEnumerable<string> Names(ExpressionNode node) => node switch
    {
        ExpressionNode.Name name => [name.Text],
        ExpressionNode.Apply apply => apply.Operands.SelectMany(Names),
        _ => [],
    };

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.';

    private string Replaced(string expression)
    {
        var text = new StringBuilder(expression.Length);
        for (var at = 0; at < expression.Length;)
        {
            var end = WordEnd(expression, at);
            var next = end;
            while (next < expression.Length && char.IsWhiteSpace(expression[next]))
            {
                next++;
            }

            var isCall = expression.AsSpan(at, end - at).StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && next < expression.Length && expression[next] == '(';
            end = isCall ? CallEnd(expression, next) : end;
            var part = expression[at..end];
            text.Append(isCall ? Name(expression, at, end).PadRight(part.Length) : part);
            at = end;
        }

        return text.ToString();
    }

    /// <summary>The end of the word, the quoted name or the single character that begins at a place.</summary>
    private static int WordEnd(string expression, int at)
    {
        if (expression[at] == '`')
        {
            var close = expression.IndexOf('`', at + 1);
            return close < 0 ? expression.Length : close + 1;
        }

        var end = at;
        while (end < expression.Length && IsWord(expression[end]))
        {
            end++;
        }

        return Math.Max(end, at + 1);
    }

    /// <summary>Behind the bracket that closes a call; the end of the expression if none does.</summary>
    private static int CallEnd(string expression, int open)
    {
        var (depth, at) = (0, open);
        while (at < expression.Length)
        {
            var sign = expression[at];
            depth += sign switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return at + 1;
            }

            var close = sign is '\'' or '"' ? expression.IndexOf(sign, at + 1) : at;
            at = close < 0 ? expression.Length : close + 1;
        }

        return expression.Length;
    }

    private string Name(string expression, int start, int end)
    {
        // Leading blanks make the columns of refusals those of the expression.
        var syntax = ApplyParser.Parse(new string(' ', start) + expression[start..end]);
        var input = InputOf(syntax);
        var measured = Measured(syntax);
        var bound = new Apply.Parameters("", _parameters.Array, Seed: _parameters.Seed);
        ApplyRows.Binder(bound, ApplyAxes.Of(_names.Inputs[input], _parameters.Array)).WithAggregates(measured);
        var query = ApplyWriter.Text(measured);
        var known = _calls.Find(call => call.Input == input && string.Equals(call.Query, query, StringComparison.Ordinal));
        if (known is null)
        {
            known = new ArrayCall(Unused(), input, query);
            _calls.Add(known);
        }

        return known.Name;
    }

    /// <summary>A name that no cube has, no longer than the shortest call.</summary>
    private string Unused()
    {
        var number = _calls.Count + 1;
        while (_names.Find(Numbered(number)) >= 0 || _calls.Exists(call => string.Equals(call.Name, Numbered(number), StringComparison.Ordinal)))
        {
            number++;
        }

        return Numbered(number);
    }

    private static string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"oph_{number}");

    /// <summary>The only cube that a call speaks of.</summary>
    private int InputOf(ApplySyntax syntax)
    {
        var names = Cubes(syntax).ToArray();
        var found = names.Select(name => name.Word is "measure" && _names.Inputs.Count == 1 ? 0 : _names.Find(name.Word)).ToArray();
        var unknown = Array.IndexOf(found, -1);
        if (unknown >= 0)
        {
            throw ApplyError.At(names[unknown].Column, $"There is no cube '{names[unknown].Word}'", $"Cubes are called {string.Join(", ", _names.All)}; texts need quotes.");
        }

        var other = Array.FindIndex(found, input => input != found[0]);
        return found.Length > 0 && other < 0
            ? found[0]
            : throw ApplyError.At(
                other < 0 ? syntax.Column : names[other].Column, other < 0 ? "The primitive works on no cube" : "The primitive works on a second cube", "Name one cube in it; results of several are combined outside of primitives.");
    }

    private static IEnumerable<ApplySyntax.Name> Cubes(ApplySyntax syntax) => syntax switch
    {
        ApplySyntax.Name name when name.Word.ToUpperInvariant() is not ("DIMENSION" or "NULL") => [name],
        ApplySyntax.Call call => call.Arguments.SelectMany(Cubes),
        _ => [],
    };

    private static ApplySyntax Measured(ApplySyntax syntax) => syntax switch
    {
        ApplySyntax.Name name when name.Word.ToUpperInvariant() is not ("DIMENSION" or "NULL") => name with { Word = "measure" },
        ApplySyntax.Call call => call with { Arguments = [.. call.Arguments.Select(Measured)] },
        _ => syntax,
    };
}
