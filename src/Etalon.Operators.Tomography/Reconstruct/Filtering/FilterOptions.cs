namespace Etalon.Operators.Tomography;

/// <summary>How rows are filtered before they are backprojected.</summary>
/// <param name="Window">What the ramp is multiplied with.</param>
/// <param name="Cutoff">Where the window ends, in half cycles per pixel: above 0, up to 1.</param>
/// <param name="Order">How steep a Butterworth window is.</param>
/// <param name="RepeatEdges">Whether a row goes on with its last value beyond its ends, for objects wider than the detector; else with 0.</param>
internal sealed record FilterOptions(FilterWindow Window = FilterWindow.None, double Cutoff = 1, int Order = 2, bool RepeatEdges = false);
