namespace Etalon.Operators.Tomography;

/// <summary>Where the axis is looked for.</summary>
/// <param name="Columns">Columns of a sinogram.</param>
/// <param name="Range">How far from the middle, in columns.</param>
internal sealed record CentreSearch(int Columns, double Range)
{
    /// <summary>From one candidate of the coarse search to the next, in bins.</summary>
    private const double CoarseStep = 0.5;

    /// <summary>The middle of a projection.</summary>
    public double Middle => (Columns - 1) / 2.0;

    /// <summary>The first candidate.</summary>
    public double First => Middle - (Step * (Candidates / 2));

    /// <summary>From one candidate to the next.</summary>
    public double Step => CoarseStep * CoarseBin;

    /// <summary>How many candidates there are.</summary>
    public int Candidates => (2 * (int)Math.Ceiling(Range / Step)) + 1;

    /// <summary>Columns that are taken together in the coarse search.</summary>
    public int CoarseBin => Math.Max(1, Columns / 512);

    /// <summary>Columns that are taken together in the fine search.</summary>
    public int FineBin => Math.Max(1, Columns / 1024);

    /// <summary>What the user says, or a part of the width that is enough for a scan that was meant to be centred.</summary>
    public static CentreSearch Of(int columns, double range) =>
        new(columns, range > 0 ? Math.Min(range, (columns / 2.0) - 1) : Math.Min(columns / 6.0, Math.Max(48, columns / 16.0)));
}
