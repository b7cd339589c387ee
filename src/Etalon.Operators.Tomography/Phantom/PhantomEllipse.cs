using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>An ellipse in a slice: lengths in pixels from the axis of rotation, to the right and up; attenuation in 1/cm.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PhantomEllipse(double Right, double Up, double SemiA, double SemiB, double Cosine, double Sine, double Attenuation);
