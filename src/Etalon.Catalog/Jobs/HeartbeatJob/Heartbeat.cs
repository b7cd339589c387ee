namespace Etalon.Catalog;

/// <summary>The answer to a heartbeat.</summary>
/// <param name="Held">Whether the job is still the worker's; if not, its result is not wanted.</param>
/// <param name="CancelRequested">Whether somebody asked to stop the run.</param>
public sealed record Heartbeat(bool Held, bool CancelRequested);
