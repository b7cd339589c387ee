using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Brings samples of one input into strips: as they lie where possible, else gathered, broadcast and converted.</summary>
internal abstract unsafe class StripLoader<T>
    where T : unmanaged
{
    /// <summary>Scratch bytes a loader holds.</summary>
    public const int ScratchBytes = Strip<long>.Bytes * 4;

    /// <summary>Whether samples need no conversion, so that a strip can lie in the block itself.</summary>
    public abstract bool IsPlain { get; }

    /// <summary>Copies output samples <paramref name="first"/> and on into a strip; false if one does not fit into int64.</summary>
    public abstract bool Load(BroadcastAxes axes, byte* block, long first, T* target, int count);

    /// <summary>The loader for an input.</summary>
    public static StripLoader<T> For(CubeInfo input, InputPart part) => input.Type switch
    {
        SampleType.Int8 => new IntegerLoader<sbyte, T>(input.Missing),
        SampleType.UInt8 => new IntegerLoader<byte, T>(input.Missing),
        SampleType.Int16 => new IntegerLoader<short, T>(input.Missing),
        SampleType.UInt16 => new IntegerLoader<ushort, T>(input.Missing),
        SampleType.Int32 => new IntegerLoader<int, T>(input.Missing),
        SampleType.UInt32 => new IntegerLoader<uint, T>(input.Missing),
        SampleType.Int64 => new IntegerLoader<long, T>(input.Missing),
        SampleType.UInt64 => new IntegerLoader<ulong, T>(input.Missing),
        SampleType.Float32 => new FloatLoader<float, T>(),
        SampleType.Float64 => new FloatLoader<double, T>(),
        _ => new ComplexLoader<T>(part),
    };
}
