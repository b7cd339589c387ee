using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>A function of arrays that <c>apply</c> knows: its name, its arguments and what is said of it on reference pages.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Kind">What it does to the shape.</param>
/// <param name="Doc">One sentence.</param>
/// <param name="Arguments">The arguments behind the two types.</param>
public sealed record Primitive(string Name, PrimitiveKind Kind, string Doc, ImmutableArray<PrimitiveArgument> Arguments)
{
    /// <summary>Other names it goes by.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The type of the result where none is written: empty for that of the first array.</summary>
    public string ResultType { get; init; } = "";

    /// <summary>Whether its arrays may be complex.</summary>
    public bool TakesComplex { get; init; }

    /// <summary>How it is called: <c>oph_affine(measure, factor = 1, offset = 0)</c>.</summary>
    public string Signature => $"{Name}({string.Join(", ", Arguments.Select(Text))})";

    /// <summary>Makes the result; it is converted to the type that is asked for afterwards.</summary>
    internal Func<PrimitiveCall, ArrayNode> Bind { get; init; } = static call => call.Measure;

    private static string Text(PrimitiveArgument argument)
    {
        var name = argument.Repeats ? $"{argument.Name}…" : argument.Name;
        return argument.Default is { } value ? $"{name} = {value}" : name;
    }
}
