using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A job that a worker has.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Kind">Operator or workflow.</param>
/// <param name="Operator">The operator's name, or the workflow's.</param>
/// <param name="Version">Its version.</param>
/// <param name="Spec">The whole request.</param>
/// <param name="Journal">Where its journal is; after the first attempt there may be something in it.</param>
/// <param name="Log">Where its log is.</param>
/// <param name="Attempts">How often it was taken, this time included.</param>
/// <param name="LimitSeconds">How long it may run.</param>
/// <param name="RequestedBy">Who asked for it.</param>
public sealed record TakenJob(
    Guid RunId, RunKind Kind, string Operator, string Version, JsonElement Spec, string Journal, string Log, int Attempts, int LimitSeconds,
    Guid? RequestedBy);
