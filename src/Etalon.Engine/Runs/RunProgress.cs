namespace Etalon.Engine;

/// <summary>How far a run is.</summary>
/// <param name="Section">The section being executed, from 1.</param>
/// <param name="Sections">Number of sections.</param>
/// <param name="Step">What it does, for people.</param>
/// <param name="Done">The fraction of the whole run that is done, 0 to 1.</param>
/// <param name="BytesPerSecond">Bytes of samples taken in per second since the section began.</param>
/// <param name="SecondsLeft">Expected seconds until the end; negative while unknown.</param>
public sealed record RunProgress(int Section, int Sections, string Step, double Done, double BytesPerSecond, double SecondsLeft);
