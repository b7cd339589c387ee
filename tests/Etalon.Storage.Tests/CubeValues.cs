using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

/// <summary>Reads cubes as doubles, so that they can be compared with what another program says.</summary>
internal static unsafe class CubeValues
{
    private const long Budget = 256L << 20;

    /// <summary>The numbers that a script wrote.</summary>
    public static double[] Expected(string path) => MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path)).ToArray();

    /// <summary>A cube read whole; missing integers as NaN.</summary>
    public static double[] Whole(IDatasetReader reader, string cube)
    {
        using var open = reader.Open(cube);
        return Read(open, open.Cube.Whole);
    }

    /// <summary>A region of a cube; missing integers as NaN.</summary>
    public static double[] Read(ICubeReader reader, Region region)
    {
        using var pool = new BufferPool(Budget);
        using var buffer = new NativeBuffer(region.Samples * reader.Cube.Type.Bytes());
        reader.Read(region, buffer.Pointer, pool, CancellationToken.None);
        Assert.Equal(0, pool.RentedBytes);
        double[] values = reader.Cube.Type switch
        {
            SampleType.Int8 => Convert(buffer.As<sbyte>(), reader.Cube.Missing),
            SampleType.UInt8 => Convert(buffer.As<byte>(), reader.Cube.Missing),
            SampleType.Int16 => Convert(buffer.As<short>(), reader.Cube.Missing),
            SampleType.UInt16 => Convert(buffer.As<ushort>(), reader.Cube.Missing),
            SampleType.Int32 => Convert(buffer.As<int>(), reader.Cube.Missing),
            SampleType.UInt32 => Convert(buffer.As<uint>(), reader.Cube.Missing),
            SampleType.Int64 => Convert(buffer.As<long>(), reader.Cube.Missing),
            SampleType.UInt64 => Convert(buffer.As<ulong>(), reader.Cube.Missing),
            SampleType.Float16 => Convert(buffer.As<Half>(), null),
            SampleType.Float32 => Convert(buffer.As<float>(), null),
            SampleType.Float64 => Convert(buffer.As<double>(), null),
            _ => [.. buffer.As<float>().ToArray().Select(part => (double)part)],
        };
        return values[..(int)(region.Samples * (reader.Cube.Type == SampleType.Complex64 ? 2 : 1))];
    }

    /// <summary>Cuts a region out of a whole row-major array.</summary>
    public static double[] Cut(double[] whole, IReadOnlyList<long> shape, Region region)
    {
        var result = new double[region.Samples];
        var at = new long[shape.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var rest = (long)i;
            var index = 0L;
            for (var axis = shape.Count - 1; axis >= 0; axis--)
            {
                at[axis] = region.Start[axis] + (rest % region.Length[axis]);
                rest /= region.Length[axis];
            }

            for (var axis = 0; axis < shape.Count; axis++)
            {
                index = (index * shape[axis]) + at[axis];
            }

            result[i] = whole[index];
        }

        return result;
    }

    private static double[] Convert<T>(Span<T> samples, Int128? missing)
        where T : unmanaged, System.Numerics.INumberBase<T> =>
        [.. samples.ToArray().Select(sample => missing is { } mark && sample == T.CreateTruncating(mark) ? double.NaN : double.CreateTruncating(sample))];
}
