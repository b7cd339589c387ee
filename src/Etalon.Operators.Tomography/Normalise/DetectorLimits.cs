using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>What counts of flats and darks say that a pixel is of no use.</summary>
/// <param name="FullScale">The largest count; what a flat is taken for where there is none.</param>
/// <param name="Dead">A pixel whose flat is not more than this above its dark sees nothing.</param>
/// <param name="Hot">A pixel that shows this without beam is hot.</param>
/// <param name="Saturated">A pixel that shows this without sample could not count further.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DetectorLimits(float FullScale, float Dead, float Hot, float Saturated)
{
    /// <summary>The limits for counts of a type. Floats have no largest count: only what the user says limits them.</summary>
    public static DetectorLimits Of(SampleType type, Normalise.Parameters parameters)
    {
        var isKnown = parameters.FullScale > 0 || type.IsInteger();
        var full = parameters.FullScale > 0 ? parameters.FullScale : type.IsInteger() ? (double)type.Limits().High : 1;
        return new DetectorLimits(
            (float)full,
            (float)(parameters.Dead * full),
            isKnown ? (float)(parameters.Hot * full) : float.PositiveInfinity,
            isKnown && parameters.Flats != FrameUse.None ? (float)full : float.PositiveInfinity);
    }
}
