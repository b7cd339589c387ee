using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>What every kernel that corrects distortion holds.</summary>
internal static class CorrectDistortionKernel
{
    /// <summary>Bytes for rows of so many samples.</summary>
    public static unsafe long Bytes(long width) => width * sizeof(Tap);

    /// <summary>Where one sample comes from.</summary>
    /// <param name="At">The first of four samples in a frame of the input block; -1 for none.</param>
    /// <param name="Right">The sample to the right of it, from there.</param>
    /// <param name="Below">The sample below it, from there.</param>
    /// <param name="X">The weight of the right ones.</param>
    /// <param name="Y">The weight of the ones below.</param>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Tap(int At, int Right, int Below, float X, float Y);
}
