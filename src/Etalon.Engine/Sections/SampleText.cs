using Etalon.Cubes;

namespace Etalon.Engine;

/// <summary>Single samples as numbers, for conditions and for people.</summary>
public static unsafe class SampleText
{
    /// <summary>One sample as a double; a complex number gives its real part.</summary>
    public static double ToDouble(SampleType type, byte* sample) => type switch
    {
        SampleType.Int8 => *(sbyte*)sample,
        SampleType.UInt8 => *sample,
        SampleType.Int16 => *(short*)sample,
        SampleType.UInt16 => *(ushort*)sample,
        SampleType.Int32 => *(int*)sample,
        SampleType.UInt32 => *(uint*)sample,
        SampleType.Int64 => *(long*)sample,
        SampleType.UInt64 => *(ulong*)sample,
        SampleType.Float16 => (double)*(Half*)sample,
        SampleType.Float64 => *(double*)sample,
        _ => *(float*)sample,
    };
}
