namespace Etalon.Catalog;

/// <summary>What became of a job whose worker vanished.</summary>
/// <param name="RunId">The run.</param>
/// <param name="State">Queued again, cancelled (somebody had asked for it), or interrupted (it vanished too often).</param>
/// <param name="Attempts">How often it was taken so far.</param>
public sealed record RequeuedJob(Guid RunId, RunState State, int Attempts);
