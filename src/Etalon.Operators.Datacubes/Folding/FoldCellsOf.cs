using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Chooses the cells for an operation and a sample type.</summary>
internal static class FoldCellsOf
{
    /// <summary>Cells to which nothing has been added.</summary>
    public static FoldCells Create(FoldOperation operation, double ddof, CubeInfo input, int cells, BufferPool pool) => input.Type switch
    {
        SampleType.Int8 => Create<sbyte>(operation, ddof, input.Missing, cells, pool),
        SampleType.UInt8 => Create<byte>(operation, ddof, input.Missing, cells, pool),
        SampleType.Int16 => Create<short>(operation, ddof, input.Missing, cells, pool),
        SampleType.UInt16 => Create<ushort>(operation, ddof, input.Missing, cells, pool),
        SampleType.Int32 => Create<int>(operation, ddof, input.Missing, cells, pool),
        SampleType.UInt32 => Create<uint>(operation, ddof, input.Missing, cells, pool),
        SampleType.Int64 => Create<long>(operation, ddof, input.Missing, cells, pool),
        SampleType.UInt64 => Create<ulong>(operation, ddof, input.Missing, cells, pool),
        SampleType.Float32 => Create<float>(operation, ddof, null, cells, pool),
        SampleType.Float64 => Create<double>(operation, ddof, null, cells, pool),
        _ => throw new NotSupportedException(input.Type.Name()),
    };

    /// <summary>Bytes that so many cells hold, tables included: the promise of a description.</summary>
    public static long Bytes(FoldOperation operation, SampleType type, long cells)
    {
        var isDouble = type == SampleType.Float64;
        var each = operation switch
        {
            FoldOperation.Max or FoldOperation.Min => type.Bytes(),
            FoldOperation.Argmax or FoldOperation.Argmin => type.Bytes() + sizeof(long),
            FoldOperation.Count => sizeof(long),
            FoldOperation.Sum or FoldOperation.Mean => ((isDouble ? 3 : 2) + 1) * sizeof(long),
            _ => ((isDouble ? 7 : 5) + 1) * sizeof(long),
        };
        return ((cells + 64) * each) + (64 * 1024);
    }

    private static FoldCells Create<T>(FoldOperation operation, double ddof, Int128? missing, int cells, BufferPool pool)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> => operation switch
        {
            FoldOperation.Max => new ExtremeCells<T, LargestOrder>(missing, cells, pool),
            FoldOperation.Min => new ExtremeCells<T, SmallestOrder>(missing, cells, pool),
            FoldOperation.Argmax => new ArgCells<T, LargestOrder>(missing, cells, pool),
            FoldOperation.Argmin => new ArgCells<T, SmallestOrder>(missing, cells, pool),
            FoldOperation.Count => new CountCells<T>(missing, cells, pool),
            _ => new SumCells<T>(operation, ddof, missing, cells, pool),
        };
}
