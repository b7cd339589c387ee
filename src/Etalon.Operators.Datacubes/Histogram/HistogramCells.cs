using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Chooses the histogram for a sample type.</summary>
internal static class HistogramCells
{
    /// <summary>An empty histogram for a region of outputs, whose last axis are the bins.</summary>
    public static FoldCells Of(CubeInfo input, BinEdges edges, Region output, BufferPool pool) => input.Type switch
    {
        SampleType.Int8 => new HistogramCells<sbyte>(input.Missing, edges, output, pool),
        SampleType.UInt8 => new HistogramCells<byte>(input.Missing, edges, output, pool),
        SampleType.Int16 => new HistogramCells<short>(input.Missing, edges, output, pool),
        SampleType.UInt16 => new HistogramCells<ushort>(input.Missing, edges, output, pool),
        SampleType.Int32 => new HistogramCells<int>(input.Missing, edges, output, pool),
        SampleType.UInt32 => new HistogramCells<uint>(input.Missing, edges, output, pool),
        SampleType.Int64 => new HistogramCells<long>(input.Missing, edges, output, pool),
        SampleType.UInt64 => new HistogramCells<ulong>(input.Missing, edges, output, pool),
        SampleType.Float32 => new HistogramCells<float>(null, edges, output, pool),
        SampleType.Float64 => new HistogramCells<double>(null, edges, output, pool),
        _ => throw new NotSupportedException(input.Type.Name()),
    };
}
