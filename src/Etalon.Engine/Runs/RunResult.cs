using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>A finished run.</summary>
/// <param name="Outputs">The kept cubes; empty if the run only wrote files for others.</param>
/// <param name="Plan">What was executed.</param>
/// <param name="Statistics">What it cost.</param>
/// <param name="Remarks">Things a user should know.</param>
public sealed record RunResult(
    ImmutableArray<RunOutput> Outputs, Plan Plan, RunStatistics Statistics, ImmutableArray<string> Remarks)
{
    /// <summary>What identifies the staged dataset's bytes; empty where nothing was kept, and on ranks other than 0.</summary>
    public string ContentId { get; init; } = "";

    /// <summary>Bytes of the staged dataset's files.</summary>
    public long StoredBytes { get; init; }

    /// <summary>Inputs of the run whose datasets are to be deleted now that it has succeeded.</summary>
    public ImmutableArray<string> Deletes { get; init; } = [];

    /// <summary>What the imported files say of themselves.</summary>
    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;
}
