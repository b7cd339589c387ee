using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Sines and cosines of degrees with the same bits on every processor.</summary>
internal static class PortableAngles
{
    /// <summary>Sine and cosine of an angle in degrees.</summary>
    public static (double Sine, double Cosine) SineCosine(double degrees)
    {
        var radians = Vector512.Create(degrees * (Math.PI / 180));
        return (VectorTrigonometry.Sin(radians)[0], VectorTrigonometry.Cos(radians)[0]);
    }
}
