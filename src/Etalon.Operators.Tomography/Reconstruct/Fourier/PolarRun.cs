using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>Neighbouring samples of one projection's spectrum.</summary>
/// <param name="Angle">Which projection.</param>
/// <param name="From">The first sample, counted from the middle of the spectrum.</param>
/// <param name="Count">How many.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PolarRun(int Angle, int From, int Count);
