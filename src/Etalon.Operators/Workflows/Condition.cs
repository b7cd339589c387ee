using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// A condition on scalar outputs: numbers, <c>node.port</c>, comparisons, <c>&amp;&amp; || !</c> and parentheses. A comparison
/// with a missing value (NaN) does not hold, except <c>!=</c>.
/// </summary>
public sealed class Condition
{
    private readonly ConditionTerm _root;

    private Condition(ConditionTerm root, ImmutableArray<GraphLink> references)
    {
        _root = root;
        References = references;
    }

    /// <summary>The outputs it looks at, each once.</summary>
    public ImmutableArray<GraphLink> References { get; }

    /// <summary>Reads a condition.</summary>
    /// <exception cref="RefusalException">The text is no condition (<c>bad-condition</c>).</exception>
    public static Condition Parse(string text)
    {
        var parser = new ConditionParser(text);
        var root = parser.Parse();
        return new Condition(root, [.. parser.References.Distinct()]);
    }

    /// <summary>Whether it holds; <paramref name="valueOf"/> gives the value of a reference as written (<c>stats.max</c>).</summary>
    public bool Evaluate(Func<string, double> valueOf) => _root.Evaluate(valueOf) != 0;

    /// <summary>The same condition on other outputs.</summary>
    public Condition Rename(Func<GraphLink, GraphLink> map) =>
        new(_root.Rename(map), [.. References.Select(map).Distinct()]);

    /// <inheritdoc />
    public override string ToString() => _root.ToString();
}
