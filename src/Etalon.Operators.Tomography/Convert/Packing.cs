using System.Globalization;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>
/// How numbers stand for values: value = scale × number + offset. The largest whole number stands for missing samples. Half precision has its own
/// point and NaN: it is only scaled, so that all numbers lie within -1 and 1.
/// </summary>
/// <param name="Scale">The value of one step; a float32.</param>
/// <param name="Offset">The value of 0; a float32.</param>
/// <param name="Highest">The largest whole number that stands for a value; 0 for half precision.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Packing(float Scale, float Offset, int Highest)
{
    /// <summary>The number that stands for missing samples.</summary>
    public int Missing => Highest + 1;

    /// <summary>Whether numbers are whole.</summary>
    public bool IsWhole => Highest > 0;

    /// <summary>Scale and offset are rounded as they are written, so that readers unpack with the very numbers that packed.</summary>
    public static Packing Of(Convert.Parameters parameters)
    {
        if (parameters.Type == SampleType.Float16)
        {
            var largest = (float)Math.Max(Math.Abs(parameters.Low), Math.Abs(parameters.High));
            return parameters.Low < parameters.High && float.IsNormal(largest) ? new Packing(largest, 0, 0) : throw Refused(parameters);
        }

        var highest = parameters.Type == SampleType.UInt8 ? byte.MaxValue - 1 : ushort.MaxValue - 1;
        var scale = (float)((parameters.High - parameters.Low) / highest);
        var offset = (float)parameters.Low;
        var isFine = float.IsNormal(scale) && scale > 0 && float.IsFinite(offset) && Math.Abs(offset) < scale * (1L << 40);
        return isFine
            ? new Packing(scale, offset, highest)
            : throw Refused(parameters);
    }

    private static RefusalException Refused(Convert.Parameters parameters) => new(
        "bad-parameter", string.Create(CultureInfo.InvariantCulture, $"{parameters.Low} to {parameters.High} is no range of float32."),
        "Give the values of the lowest and the highest number, low=… below high=…; percentiles are found with quantile.");
}
