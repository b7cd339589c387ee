namespace Etalon.Server;

/// <summary>How far a cube's pyramid is.</summary>
/// <param name="State"><c>none</c>, <c>waiting</c>, <c>making</c>, <c>made</c> or <c>refused</c>.</param>
public sealed record PyramidState(string State)
{
    /// <summary>Nobody has asked for it.</summary>
    public static PyramidState None { get; } = new("none");

    /// <summary>It waits for others.</summary>
    public static PyramidState Waiting { get; } = new("waiting");

    /// <summary>It is there.</summary>
    public static PyramidState Made { get; } = new("made") { Done = 1 };

    /// <summary>The part that is done, from 0 to 1.</summary>
    public double Done { get; init; }

    /// <summary>Why it could not be made.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether asking for it again changes nothing.</summary>
    internal bool IsUnderWay => State is "waiting" or "making";
}
