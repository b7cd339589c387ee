using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Makes states of statistics for one thread.</summary>
/// <param name="layout">From the axes of the input to those of the elements.</param>
/// <param name="input">What comes in.</param>
/// <param name="kept">The input without the axes of the rows.</param>
/// <param name="fold">What becomes of the rows.</param>
/// <param name="mask">Which statistics are wanted.</param>
internal sealed class MomentKernel(FoldLayout layout, CubeInfo input, CubeInfo kept, RowFold fold, MomentMask mask) : IReduceKernel
{
    private readonly BufferPool _pool = new(long.MaxValue);

    /// <inheritdoc />
    public IReduceState Zero(Region output)
    {
        if (fold == RowFold.Final)
        {
            return new FoldState(Cells(kept.Whole, (0, 0), output), Walk(), kept.Whole);
        }

        // The results of an element lie side by side along the last axis, if there are several.
        var elements = output.Rank > kept.Rank ? new Region(output.Start[..^1], output.Length[..^1]) : output;
        var range = output.Rank > kept.Rank ? ((int)output.Start[^1], (int)output.Length[^1]) : (0, 1);
        return new FoldState(Cells(elements, range, output), Walk(), elements);
    }

    /// <inheritdoc />
    public void Dispose() => _pool.Dispose();

    private FoldWalk Walk() => new(layout, input.Type.Bytes());

    private FoldCells Cells(Region elements, (int First, int Count) range, Region output) => input.Type switch
    {
        SampleType.Int8 => Cells<sbyte>(elements, range, output),
        SampleType.UInt8 => Cells<byte>(elements, range, output),
        SampleType.Int16 => Cells<short>(elements, range, output),
        SampleType.UInt16 => Cells<ushort>(elements, range, output),
        SampleType.Int32 => Cells<int>(elements, range, output),
        SampleType.UInt32 => Cells<uint>(elements, range, output),
        SampleType.Int64 => Cells<long>(elements, range, output),
        SampleType.UInt64 => Cells<ulong>(elements, range, output),
        SampleType.Float32 => Cells<float>(elements, range, output),
        _ => Cells<double>(elements, range, output),
    };

    private FoldCells Cells<T>(Region elements, (int First, int Count) range, Region output)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var missing = input.Type.IsInteger() ? input.Missing : null;
        var cells = checked((int)elements.Samples);
        return fold == RowFold.Final
            ? new FinalCells<T>(mask, missing, cells, output, _pool)
            : new MomentCells<T>(mask, fold, missing, cells, range, _pool);
    }
}
