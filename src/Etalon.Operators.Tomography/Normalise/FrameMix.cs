using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>The groups of frames a projection lies between, and how near it is to the second.</summary>
/// <param name="First">The group before.</param>
/// <param name="Second">The group behind; the same before the first and after the last group.</param>
/// <param name="Weight">What the second group weighs, from 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FrameMix(int First, int Second, float Weight);
