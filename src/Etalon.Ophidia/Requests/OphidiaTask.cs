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
    /// <summary>What happens if it fails: skip, continue, break, abort, <c>repeat N</c>; empty for the protocol's own choice.</summary>
    public string OnError { get; init; } = "";

    /// <summary>What happens to its output in the end: nop, oph_delete, oph_deletecontainer; empty for nothing.</summary>
    public string OnExit { get; init; } = "";

    /// <summary>Whether it is carried out; otherwise it is only checked.</summary>
    public bool IsRun { get; init; } = true;

    /// <summary>Whether the request says that the output is to be kept.</summary>
    public bool IsSaved { get; init; }

    /// <summary>The place from which the request can be taken up again; empty for none.</summary>
    public string Checkpoint { get; init; } = "";

    /// <summary>Names that stand for something in this task.</summary>
    public ImmutableDictionary<string, OphidiaVariable> Variables { get; init; } = ImmutableDictionary<string, OphidiaVariable>.Empty;

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

    /// <summary>The task with one more argument, which counts more than those before.</summary>
    public OphidiaTask With(string key, string value) => this with { Arguments = Arguments.Add((key, value)) };
}
