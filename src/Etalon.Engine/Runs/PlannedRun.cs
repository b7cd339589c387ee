using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>What a run would do.</summary>
/// <param name="Plan">Sections with predicted bytes, memory and time.</param>
/// <param name="CacheDocument">Identifies the result; null if an input has no content id.</param>
/// <param name="Remarks">Things a user should know.</param>
public sealed record PlannedRun(Plan Plan, JsonObject? CacheDocument, ImmutableArray<string> Remarks);
