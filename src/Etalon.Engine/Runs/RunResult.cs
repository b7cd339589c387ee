using System.Collections.Immutable;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>A finished run.</summary>
/// <param name="Outputs">The kept cubes; empty if the run only wrote files for others.</param>
/// <param name="Plan">What was executed.</param>
/// <param name="Statistics">What it cost.</param>
/// <param name="Remarks">Things a user should know.</param>
public sealed record RunResult(
    ImmutableArray<RunOutput> Outputs, Plan Plan, RunStatistics Statistics, ImmutableArray<string> Remarks);
