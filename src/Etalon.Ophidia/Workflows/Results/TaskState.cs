namespace Etalon.Ophidia;

/// <summary>How a task ended.</summary>
public enum TaskState
{
    /// <summary>It did what it should.</summary>
    Completed,

    /// <summary>It failed.</summary>
    Error,

    /// <summary>It failed, and the request says to pass over it.</summary>
    Skipped,

    /// <summary>It did not begin, because of another task or of the user, or was stopped.</summary>
    Aborted,

    /// <summary>It was not chosen: a branch whose condition does not hold, or <c>run=no</c>.</summary>
    Unselected,

    /// <summary>Nobody did in time what it waited for.</summary>
    Expired,
}
