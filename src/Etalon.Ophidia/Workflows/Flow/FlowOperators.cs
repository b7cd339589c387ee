namespace Etalon.Ophidia;

/// <summary>Operators that lead through a request instead of working on cubes.</summary>
public static class FlowOperators
{
    /// <summary>Opens a loop.</summary>
    public const string For = "oph_for";

    /// <summary>Closes a loop.</summary>
    public const string EndFor = "oph_endfor";

    /// <summary>Opens a choice.</summary>
    public const string If = "oph_if";

    /// <summary>Begins another branch, under a condition.</summary>
    public const string ElseIf = "oph_elseif";

    /// <summary>Begins the last branch.</summary>
    public const string Else = "oph_else";

    /// <summary>Closes a choice.</summary>
    public const string EndIf = "oph_endif";

    /// <summary>Gives a name a value.</summary>
    public const string Set = "oph_set";

    /// <summary>Waits for a time, a file or somebody.</summary>
    public const string Wait = "oph_wait";

    /// <summary>Ends a waiting of another request.</summary>
    public const string Input = "oph_input";

    /// <summary>Whether an operator leads through a request.</summary>
    public static bool Contains(string name) => IsBlock(name) || name is Set or Wait or Input;

    /// <summary>Whether an operator opens or closes a block.</summary>
    public static bool IsBlock(string name) => name is For or EndFor or If or ElseIf or Else or EndIf;
}
