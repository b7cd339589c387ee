using System.Globalization;

namespace Etalon.Native;

/// <summary>The value of an attribute.</summary>
/// <param name="Type">Its type in the file.</param>
/// <param name="Values">
/// <c>T[]</c> of the number type; <c>string[]</c> for text (characters make one string); empty for other types.
/// </param>
public sealed record NetCdfValue(NetCdfType Type, Array Values)
{
    /// <summary>The only string, or the first of several; null where this is no text.</summary>
    public string? Text => Values is string[] { Length: > 0 } texts ? texts[0] : null;

    /// <summary>The numbers as doubles; empty where these are none.</summary>
    public double[] Numbers()
    {
        if (Type.Number() is null)
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
