namespace Etalon.Catalog;

/// <summary>The names of the states in the database.</summary>
internal static class RunStates
{
    public static string Name(RunState state) => state switch
    {
        RunState.Queued => "queued",
        RunState.Running => "running",
        RunState.Done => "done",
        RunState.Failed => "failed",
        RunState.Cancelled => "cancelled",
        _ => "interrupted",
    };
}
