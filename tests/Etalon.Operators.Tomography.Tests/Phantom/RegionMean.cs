namespace Etalon.Operators.Tomography.Tests;

/// <summary>The mean over a region, how far samples are from it (root mean square), and how many there are.</summary>
internal readonly record struct RegionMean(double Mean, double Deviation, int Count);
