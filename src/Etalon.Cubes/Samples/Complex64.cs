using System.Runtime.InteropServices;

namespace Etalon.Cubes;

/// <summary>One sample of <see cref="SampleType.Complex64"/>, as it lies in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Complex64(float Real, float Imaginary);
