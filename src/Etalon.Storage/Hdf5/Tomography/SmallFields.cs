using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads the small datasets that say how a scan was made.</summary>
internal static class SmallFields
{
    private const long MostNumbers = 64 << 20;
    private const long ReadingBytes = 1L << 30;

    /// <summary>All numbers of a dataset; null where it holds none, or too many to be metadata.</summary>
    public static double[]? Numbers(this Hdf5Entry entry)
    {
        if (entry.SampleType is not { } type || type == SampleType.Complex64 || entry.Count is 0 or > MostNumbers)
        {
            return null;
        }

        using var pool = new BufferPool(ReadingBytes);
        using var array = ArrayOpening.Open(entry.Source, entry.Open(), type);
        return StoredNumbers.Read(array, entry.Attributes, pool);
    }

    /// <summary>A single number with its unit; null where it is none.</summary>
    public static (double Value, string Unit)? Quantity(this Hdf5Entry? entry) =>
        entry is { Count: 1 } && entry.Numbers() is [var value] ? (value, entry.Attributes.Text("units")) : null;

    /// <summary>A text; empty where there is none.</summary>
    public static string Text(this Hdf5Entry? entry) =>
        entry?.Type is { Class: Etalon.Native.Hdf5TypeClass.Text } && NexusTexts.Read(entry) is [var text, ..] ? text.Trim() : "";
}
