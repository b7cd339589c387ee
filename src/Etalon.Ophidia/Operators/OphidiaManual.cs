using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>What is known of an operator before it runs; the manual pages, completion and the check of arguments come from it.</summary>
/// <param name="Name">As it is called: <c>oph_reduce</c>.</param>
/// <param name="Doc">One sentence.</param>
/// <param name="Role">What a user must be allowed to do.</param>
/// <param name="Arguments">Its own, without those that all operators take.</param>
public sealed record OphidiaManual(string Name, string Doc, OphidiaRole Role, ImmutableArray<OphidiaArgument> Arguments)
{
    /// <summary>Other names of it, such as those of the paper: <c>oph_inspect_frag</c>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Whether it looks after the server or a session, and so must be the only task of a request.</summary>
    public bool IsManagement { get; init; }

    /// <summary>The argument of a name, or null.</summary>
    public OphidiaArgument? Argument(string name) => Arguments.FirstOrDefault(argument => string.Equals(argument.Name, name, StringComparison.Ordinal));
}
