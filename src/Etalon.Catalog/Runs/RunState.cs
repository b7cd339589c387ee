namespace Etalon.Catalog;

/// <summary>Where a run is.</summary>
public enum RunState
{
    /// <summary>Waits in the queue.</summary>
    Queued,

    /// <summary>A worker has it.</summary>
    Running,

    /// <summary>Its results are published.</summary>
    Done,

    /// <summary>It was refused or crashed; the refusal says why.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Cancelled,

    /// <summary>Its worker vanished too often.</summary>
    Interrupted,
}
