using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>What all estimates come to.</summary>
/// <param name="Centre">The axis in the middle of the detector.</param>
/// <param name="Slope">How far it leans, in columns per row.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Reason">What the confidence rests on.</param>
/// <param name="Spread">How far the estimates that count lie apart: their deviation, in columns.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AgreedCentre(double Centre, double Slope, double Confidence, CentreReason Reason, double Spread);
