using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>The bytes of a sample that stands for what is hidden.</summary>
internal static class MaskPattern
{
    /// <summary>The bytes of a value, or of a missing sample where none is given.</summary>
    /// <exception cref="RefusalException">The type has no such value, or the cube no missing samples.</exception>
    public static byte[] Of(CubeInfo cube, double? value)
    {
        switch (cube.Type)
        {
            case SampleType.Float32:
                return BitConverter.GetBytes((float)(value ?? double.NaN));
            case SampleType.Float64:
                return BitConverter.GetBytes(value ?? double.NaN);
            case SampleType.Complex64:
                throw new RefusalException("wrong-sample-type", $"'{cube.Name}' holds complex numbers.", "Mask real samples.");
        }

        if (value is null && cube.Missing is null)
        {
            throw new RefusalException(
                "no-missing", $"'{cube.Name}' holds {cube.Type.Name()} without a number for missing samples.", "Say what samples outside become: value=0.");
        }

        var (low, high) = cube.Type.Limits();
        var isWhole = value is null || (value == Math.Floor(value.Value) && value >= (double)low && value <= (double)high && Math.Abs(value.Value) <= 1L << 53);
        if (!isWhole)
        {
            throw new RefusalException(
                "bad-parameter", string.Create(CultureInfo.InvariantCulture, $"{value} is no {cube.Type.Name()}."),
                $"Choose a whole number from {low} to {high}.");
        }

        var whole = value is null ? cube.Missing!.Value : (Int128)value.Value;
        return BitConverter.GetBytes(unchecked((ulong)whole))[..cube.Type.Bytes()];
    }
}
