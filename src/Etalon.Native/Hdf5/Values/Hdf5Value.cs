using System.Globalization;

namespace Etalon.Native;

/// <summary>Values read whole: those of an attribute, or of a small dataset.</summary>
/// <param name="Type">Their type in the file.</param>
/// <param name="Shape">Their shape; empty for a single value. The shape of an array type is appended.</param>
/// <param name="Values">
/// Row by row: <c>T[]</c> of the number type (complex: <c>float[]</c> pairs or <c>Complex[]</c>), <c>bool[]</c>, <c>string[]</c>,
/// <see cref="Hdf5Reference"/><c>[]</c>; for sequences an <c>Array[]</c> of these; else the bytes as they stand in the file.
/// </param>
public sealed record Hdf5Value(Hdf5Type Type, IReadOnlyList<long> Shape, Array Values)
{
    /// <summary>Whether there is no value at all (a null data space, or a length of 0).</summary>
    public bool IsEmpty => Values.Length == 0;

    /// <summary>The only string, or the first of several; null where this is no text.</summary>
    public string? Text => Values is string[] { Length: > 0 } texts ? texts[0] : null;

    /// <summary>The real numbers as doubles; empty where these are none.</summary>
    public double[] Numbers()
    {
        if (Type.Number is null or NumberType.Complex64 or NumberType.Complex128)
        {
            return [];
        }

        var numbers = new double[Values.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Convert.ToDouble(Values.GetValue(i), CultureInfo.InvariantCulture);
        }

        return numbers;
    }
}
