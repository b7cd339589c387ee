using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>A whole cube, or a packed part of one, in pinned memory aligned to 64 bytes.</summary>
public sealed unsafe class MemoryCube
{
    private readonly byte[] _memory;

    private MemoryCube(CubeInfo info, Region region, byte poison)
    {
        Info = info;
        Region = region;
        var bytes = checked((int)(region.Samples * info.Type.Bytes()));
        _memory = GC.AllocateUninitializedArray<byte>(bytes + NativeBuffer.Alignment, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory));
        Pointer = (byte*)((address + (NativeBuffer.Alignment - 1)) & ~(nuint)(NativeBuffer.Alignment - 1));
        Bytes.Fill(poison);
    }

    /// <summary>The whole cube.</summary>
    public CubeInfo Info { get; }

    /// <summary>The part that is held.</summary>
    public Region Region { get; }

    /// <summary>The first sample.</summary>
    public byte* Pointer { get; }

    /// <summary>All bytes held.</summary>
    public Span<byte> Bytes => new(Pointer, checked((int)(Region.Samples * Info.Type.Bytes())));

    /// <summary>What kernels see. The block does not keep the memory alive: hold on to the cube.</summary>
    public Block Block => new(Info, Region, Pointer);

    /// <summary>A whole cube with the samples given, row-major.</summary>
    public static MemoryCube Of<T>(CubeInfo info, ReadOnlySpan<T> samples)
        where T : unmanaged
    {
        if (SampleTypes.Of<T>() != info.Type || samples.Length != info.Samples)
        {
            throw new ArgumentException($"{samples.Length} of {typeof(T).Name} are no {info.Type.Name()}{info.Whole}.", nameof(samples));
        }

        var cube = new MemoryCube(info, info.Whole, 0);
        samples.CopyTo(cube.As<T>());
        return cube;
    }

    /// <summary>Room for a region, filled with a byte that no kernel may rely on.</summary>
    public static MemoryCube Empty(CubeInfo info, Region region, byte poison) => new(info, region, poison);

    /// <summary>The samples held.</summary>
    public Span<T> As<T>()
        where T : unmanaged => Block.As<T>();

    /// <summary>The samples as doubles: NaN for missing ones, also of integers.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Region.Samples];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Info.Type switch
            {
                SampleType.Float16 => (double)As<Half>()[i],
                SampleType.Float32 => As<float>()[i],
                SampleType.Float64 => As<double>()[i],
                _ => Integer(i) is var value && value == Info.Missing ? double.NaN : (double)value,
            };
        }

        return values;
    }

    /// <summary>One integer sample.</summary>
    public Int128 Integer(int index) => Info.Type switch
    {
        SampleType.Int8 => As<sbyte>()[index],
        SampleType.UInt8 => As<byte>()[index],
        SampleType.Int16 => As<short>()[index],
        SampleType.UInt16 => As<ushort>()[index],
        SampleType.Int32 => As<int>()[index],
        SampleType.UInt32 => As<uint>()[index],
        SampleType.Int64 => As<long>()[index],
        SampleType.UInt64 => As<ulong>()[index],
        _ => throw new NotSupportedException(Info.Type.Name()),
    };

    /// <summary>A packed copy of a part.</summary>
    public MemoryCube Cut(Region part)
    {
        var copy = new MemoryCube(Info, part, 0);
        Copy(this, copy, part);
        return copy;
    }

    /// <summary>Takes over the samples of a part of the same cube.</summary>
    public void Paste(MemoryCube part) => Copy(part, this, part.Region);

    private static void Copy(MemoryCube from, MemoryCube to, Region part)
    {
        if (part.IsEmpty)
        {
            return;
        }

        var size = from.Info.Type.Bytes();
        var rank = part.Rank;
        var row = rank == 0 ? 1 : part.Length[^1];
        var at = new long[rank];
        for (var left = part.Samples / row; left > 0; left--)
        {
            Buffer.MemoryCopy(
                from.Pointer + (Offset(from.Region, part, at) * size), to.Pointer + (Offset(to.Region, part, at) * size),
                row * size, row * size);
            for (var axis = rank - 2; axis >= 0 && ++at[axis] == part.Length[axis]; axis--)
            {
                at[axis] = 0;
            }
        }
    }

    private static long Offset(Region within, Region part, long[] at)
    {
        var offset = 0L;
        for (var axis = 0; axis < part.Rank; axis++)
        {
            offset = (offset * within.Length[axis]) + part.Start[axis] + at[axis] - within.Start[axis];
        }

        return offset;
    }
}
