namespace Etalon.Ophidia;

/// <summary>What a list of tasks says of one.</summary>
/// <param name="Marker">Its number in the session; 0 for one that did not begin.</param>
/// <param name="Name">Its name in the request; in a loop with the turn behind it: <c>R (2)</c>.</param>
/// <param name="State">How it ended.</param>
public sealed record TaskLine(long Marker, string Name, TaskState State)
{
    /// <summary>Whether it went over several cubes or files.</summary>
    public bool IsMassive { get; init; }

    /// <summary>What went in: cubes or files.</summary>
    public string Input { get; init; } = "";

    /// <summary>What came out: cubes.</summary>
    public string Output { get; init; } = "";

    /// <summary>When it began; null where it did not.</summary>
    public DateTimeOffset? Begin { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>What went wrong; empty for nothing.</summary>
    public string Message { get; init; } = "";
}
