using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads a small array whole, as numbers: coordinates, bounds, single values. Packing is applied, nothing is missing.</summary>
internal static unsafe class StoredNumbers
{
    /// <summary>All numbers; none for complex samples.</summary>
    public static double[] Read(StoredArray array, AttributeSet attributes, BufferPool scratch)
    {
        var rule = CfSamples.RuleFor(array.Type, attributes, hasDefaultFill: false);
        if (rule.Stored == SampleType.Complex64)
        {
            return [];
        }

        rule = new SampleRule(rule.Stored, SampleType.Float64) { IsPacked = true, Scale = rule.Scale, Offset = rule.Offset };
        var whole = Region.Of(array.Shape);
        using var stored = scratch.Rent(whole.Samples * rule.Stored.Bytes());
        array.Read(whole, stored.Pointer, scratch, CancellationToken.None);
        var numbers = new double[whole.Samples];
        fixed (double* first = numbers)
        {
            SampleUnpacking.Unpack(rule, stored.Pointer, (byte*)first, numbers.LongLength);
        }

        return numbers;
    }
}
