using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>One call of an operator.</summary>
/// <param name="Name">Its name in the request.</param>
/// <param name="Operator">The operator, in lower case: <c>oph_reduce</c>.</param>
/// <param name="Arguments">What was given, in order; later ones of a name count.</param>
/// <param name="Dependencies">What comes before it.</param>
public sealed record OphidiaTask(
    string Name, string Operator, ImmutableArray<(string Key, string Value)> Arguments, ImmutableArray<OphidiaDependency> Dependencies)
{
    /// <summary>What happens if it fails: skip, continue, break, abort, <c>repeat N</c>; empty for the request's choice.</summary>
    public string OnError { get; init; } = "";

    /// <summary>What happens to its output in the end: nop, oph_delete, oph_deletecontainer; empty for the request's choice.</summary>
    public string OnExit { get; init; } = "";

    /// <summary>The value of an argument; null where it was not given.</summary>
    public string? this[string key]
    {
        get
        {
            for (var i = Arguments.Length - 1; i >= 0; i--)
            {
                if (string.Equals(Arguments[i].Key, key, StringComparison.Ordinal))
                {
                    return Arguments[i].Value;
                }
            }

            return null;
        }
    }
}
