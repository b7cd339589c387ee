namespace Etalon.Ophidia;

/// <summary>What clients call the states of tasks and requests.</summary>
public static class TaskStateName
{
    /// <summary>While something is under way.</summary>
    public const string Running = "OPH_STATUS_RUNNING";

    /// <summary><c>OPH_STATUS_COMPLETED</c>, …</summary>
    public static string Of(TaskState state) => state switch
    {
        TaskState.Completed => "OPH_STATUS_COMPLETED",
        TaskState.Error => "OPH_STATUS_ERROR",
        TaskState.Skipped => "OPH_STATUS_SKIPPED",
        TaskState.Aborted => "OPH_STATUS_ABORTED",
        TaskState.Unselected => "OPH_STATUS_UNSELECTED",
        TaskState.Expired => "OPH_STATUS_EXPIRED",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "There is no such state."),
    };
}
