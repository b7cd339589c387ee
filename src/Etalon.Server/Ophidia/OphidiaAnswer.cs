using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What a task has to say, without the closing status.</summary>
/// <param name="Objects">Texts, grids and graphs, in the order in which clients see them.</param>
internal sealed record OphidiaAnswer(ImmutableArray<OphidiaObject> Objects)
{
    /// <summary>Nothing but that it is done.</summary>
    public static OphidiaAnswer Done { get; } = new([]);

    /// <summary>The cubes it has made, by name; tasks that depend on this one take them from here.</summary>
    public ImmutableArray<string> Cubes { get; init; } = [];

    /// <summary>Other results by the name of the argument they serve as: <c>container</c>, <c>cwd</c>, <c>cdd</c>, <c>link</c>.</summary>
    public ImmutableSortedDictionary<string, string> Results { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Pairs at the end of the document: <c>cube</c>, <c>cwd</c>, <c>cdd</c>, <c>access_token</c>; the execution time is added to them.</summary>
    public ImmutableArray<(string Key, string Value)> Extra { get; init; } = [];

    /// <summary>Something that the user should know although it went well.</summary>
    public static OphidiaText Warning(string message) => new("summary", "WARNING", message + "\n");

    /// <summary>The answer of an operator that has made a cube.</summary>
    public static OphidiaAnswer Cube(string called, string pid) =>
        new([new OphidiaText(called.StartsWith("oph_", StringComparison.Ordinal) ? called[4..] : called, "Output Cube", pid)]) { Cubes = [pid], Extra = [("cube", pid)] };
}
