using System.Globalization;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>How numbers stand for values: value = scale × number + offset. The largest number stands for missing samples.</summary>
/// <param name="Scale">The value of one step; a float32.</param>
/// <param name="Offset">The value of 0; a float32.</param>
/// <param name="Highest">The largest number that stands for a value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Packing(float Scale, float Offset, int Highest)
{
    /// <summary>The number that stands for missing samples.</summary>
    public int Missing => Highest + 1;

    /// <summary>Scale and offset are rounded as they are written, so that readers unpack with the very numbers that packed.</summary>
    public static Packing Of(Convert.Parameters parameters)
    {
        var highest = parameters.Type == SampleType.UInt8 ? byte.MaxValue - 1 : ushort.MaxValue - 1;
        var scale = (float)((parameters.High - parameters.Low) / highest);
        var offset = (float)parameters.Low;
        var isFine = float.IsNormal(scale) && scale > 0 && float.IsFinite(offset) && Math.Abs(offset) < scale * (1L << 40);
        return isFine
            ? new Packing(scale, offset, highest)
            : throw new RefusalException(
                "bad-parameter", string.Create(CultureInfo.InvariantCulture, $"{parameters.Low} to {parameters.High} is no range of float32."),
                "Give the values of the lowest and the highest number, low=… below high=…; percentiles are found with quantile.");
    }
}
