using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A primitive with the arguments that were given to it.</summary>
/// <param name="primitive">The primitive.</param>
/// <param name="column">Where the call begins.</param>
/// <param name="given">The arguments by their names.</param>
/// <param name="outputType">The type that is asked for; null if none is.</param>
/// <param name="isStrict">Whether the original's silent mistakes are wanted.</param>
internal sealed class PrimitiveCall(
    Primitive primitive, int column, IReadOnlyDictionary<string, List<BoundArgument>> given, ElementType? outputType, bool isStrict)
{
    /// <summary>The type that is asked for.</summary>
    public ElementType? OutputType => outputType;

    /// <summary>Whether the original's silent mistakes are wanted.</summary>
    public bool IsStrict => isStrict;

    /// <summary>Random words that no other call of the expression has.</summary>
    public required Func<RandomStream> Draw { get; init; }

    /// <summary>The integer that <c>missing</c> was given as, or the first array's.</summary>
    public Int128? Missing => MissingNumber is { } number && Math.Floor(number) == number ? (Int128)number : FirstArray?.Shape.Missing;

    /// <summary>The number given as <c>missing</c>; null if none or NaN was.</summary>
    public double? MissingNumber => Has("missing") && Number("missing") is var number && !double.IsNaN(number) ? number : null;

    /// <summary>The first array of the call.</summary>
    public ArrayNode? FirstArray => primitive.Arguments
        .SelectMany(argument => given.GetValueOrDefault(argument.Name) ?? [])
        .FirstOrDefault(argument => argument.Array is not null)?.Array;

    /// <summary>The array whose elements are worked on, what is missing marked so.</summary>
    public ArrayNode Measure => Array("measure");

    /// <summary>Whether the argument was given.</summary>
    public bool Has(string name) => given.ContainsKey(name);

    /// <summary>An array that must be there, what is missing marked so.</summary>
    public ArrayNode Array(string name) => Marked(given[name][0].Array!);

    /// <summary>An argument as it was written.</summary>
    public ApplySyntax Written(string name) => given[name][0].Syntax;

    /// <summary>All arrays of a repeated argument.</summary>
    public IReadOnlyList<ArrayNode> Arrays(string name) =>
        given.TryGetValue(name, out var arguments) ? [.. arguments.Select(argument => Marked(argument.Array!))] : [];

    /// <summary>An array that is the same for all rows, as numbers.</summary>
    public double[] Constants(string name) => given[name][0] switch
    {
        { Array: ArrayNode.Constant constant } => ArrayNodes.Values(constant),
        { Syntax: ApplySyntax.Number number } => [number.Value],
        var other => throw Wrong(name, Shown(other.Syntax), "an array that is the same for all rows", "Write oph_to_bin('1,2,3') or oph_get_index_array(…)."),
    };

    /// <summary>How many numbers a repeated argument has.</summary>
    public int Count(string name) => given.TryGetValue(name, out var arguments) ? arguments.Count : 0;

    /// <summary>A number, or the default.</summary>
    public double Number(string name) => Number(name, 0);

    /// <summary>One of the numbers of a repeated argument, or the default.</summary>
    public double Number(string name, int index)
    {
        if (!given.TryGetValue(name, out var arguments))
        {
            return double.Parse(Argument(name).Default!, CultureInfo.InvariantCulture);
        }

        return arguments[index] switch
        {
            { Syntax: ApplySyntax.Number number } => number.Value,
            { Array: ArrayNode.Constant { Shape.Length: 1 } one } => ArrayNodes.Values(one)[0],
            var other => throw Wrong(name, Shown(other.Syntax), "a number", "Write a number."),
        };
    }

    /// <summary>A whole number between two others, both included.</summary>
    public int Whole(string name, int lowest, int highest, int index = 0)
    {
        var number = Number(name, index);
        if (Math.Floor(number) == number && number >= lowest && number <= highest)
        {
            return (int)number;
        }

        throw Wrong(
            name, number.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"a whole number from {lowest} to {highest}"),
            "Choose one in that range.");
    }

    /// <summary>Whether a number is written without a point.</summary>
    public bool IsInteger(string name) => given.TryGetValue(name, out var arguments) && arguments[0].Syntax is ApplySyntax.Number { IsInteger: true };

    /// <summary>A text, or the default.</summary>
    public string Text(string name) => Text(name, 0);

    /// <summary>One of the texts of a repeated argument, or the default.</summary>
    public string Text(string name, int index)
    {
        if (!given.TryGetValue(name, out var arguments))
        {
            return Argument(name).Default!.Trim('\'');
        }

        return arguments[index].Syntax is ApplySyntax.Text text
            ? text.Value
            : throw Wrong(name, Shown(arguments[index].Syntax), "a text", "Put it in quotes.");
    }

    /// <summary>One of a closed list of names, in any case.</summary>
    public string Choice(string name, string what, IReadOnlyCollection<string> allowed)
    {
        var text = Text(name).ToLowerInvariant();
        if (allowed.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        var near = NearestNames.Of(text, allowed);
        var nearest = near.Length == 0 ? "" : $"; nearest '{near[0]}'";
        throw Refused(name, $"is '{Text(name)}', which is no {what}. {Upper(what)}s: {string.Join(", ", allowed)}{nearest}", "Use one of the names listed.");
    }

    /// <summary>Refuses an argument.</summary>
    public RefusalException Refused(string name, string what, string help)
    {
        var position = given.TryGetValue(name, out var arguments) ? arguments[0].Position : primitive.Arguments.IndexOf(Argument(name)) + 1;
        return ApplyError.In(primitive.Name, column, string.Create(CultureInfo.InvariantCulture, $"argument {position} {what}"), help);
    }

    /// <summary>Refuses the call.</summary>
    public RefusalException Refused(string what, string help) => ApplyError.In(primitive.Name, column, what, help);

    private RefusalException Wrong(string name, string shown, string wanted, string help) =>
        Refused(name, $"({name}) is {shown} where {wanted} is expected", help);

    private PrimitiveArgument Argument(string name) =>
        primitive.Arguments.First(argument => string.Equals(argument.Name, name, StringComparison.Ordinal));

    private static string Upper(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Shown(ApplySyntax syntax) => syntax switch
    {
        ApplySyntax.Call call => $"what {call.Primitive} makes",
        ApplySyntax.Name name => $"'{name.Word}'",
        ApplySyntax.Text text => $"the text '{text.Value}'",
        ApplySyntax.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => "something else",
    };

    /// <summary>What the call takes for missing becomes NaN, or the integer that is missing.</summary>
    private ArrayNode Marked(ArrayNode node) => MissingNumber is { } missing ? ArrayNodes.Marked(node, missing) : node;
}
