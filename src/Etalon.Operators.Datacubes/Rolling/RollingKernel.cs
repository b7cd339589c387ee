using System.Numerics;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Rolls a window along eight lines at a time.</summary>
/// <remarks>
/// Sums are exact and extremes have no order; deviations and medians are computed from the window's own samples. So a result
/// never depends on where a block begins.
/// </remarks>
internal sealed unsafe class RollingKernel(CubeInfo input, Rolling.Parameters parameters, AxisHalo halo) : IMapKernel
{
    private const int Lanes = 8;

    private readonly int _axis = input.IndexOf(parameters.Axis);
    private readonly RollingWindow _window = new(parameters);
    private NativeBuffer _tile = new(0);

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (block, output) = (inputs[0], outputs[0]);
        var rows = block.Region.Length[_axis];
        if (_tile.Length < rows * Lanes * sizeof(double))
        {
            _tile.Dispose();
            _tile = new NativeBuffer(rows * Lanes * sizeof(double));
        }

        var inner = 1L;
        for (var axis = _axis + 1; axis < input.Rank; axis++)
        {
            inner *= block.Region.Length[axis];
        }

        var lines = block.Samples / rows;
        for (var line = 0L; line < lines; line += Lanes)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(Lanes, lines - line);
            if (count < Lanes)
            {
                // Columns that nobody fills are finite, so that they cost nothing.
                NativeMemory.Clear(_tile.Pointer, (nuint)(rows * Lanes * sizeof(double)));
            }

            for (var lane = 0; lane < count; lane++)
            {
                Gather(block, Start(line + lane, inner, rows), inner, lane);
            }

            _window.Prepare(_tile, rows);
            RunLines(block.Region, output, line, count, inner);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _window.Dispose();
        _tile.Dispose();
    }

    private static long Start(long line, long inner, long rows) => (line / inner * inner * rows) + (line % inner);

    private void RunLines(Region block, Block output, long line, int count, long inner)
    {
        var results = output.Region.Length[_axis];
        for (var row = 0L; row < results; row++)
        {
            var at = output.Region.Start[_axis] + row - block.Start[_axis];
            var first = Math.Max(0, at - halo.Before);
            var last = Math.Min(block.Length[_axis] - 1, at + halo.After);
            var values = _window.Value(_tile, first, last - first + 1);
            for (var lane = 0; lane < count; lane++)
            {
                var target = Start(line + lane, inner, results) + (row * inner);
                if (output.Cube.Type == SampleType.Float32)
                {
                    ((float*)output.Pointer)[target] = (float)values[lane];
                }
                else
                {
                    ((double*)output.Pointer)[target] = values[lane];
                }
            }
        }
    }

    private void Gather(Block block, long start, long stride, int lane)
    {
        switch (input.Type)
        {
            case SampleType.Int8:
                Gather<sbyte>(block, start, stride, lane);
                break;
            case SampleType.UInt8:
                Gather<byte>(block, start, stride, lane);
                break;
            case SampleType.Int16:
                Gather<short>(block, start, stride, lane);
                break;
            case SampleType.UInt16:
                Gather<ushort>(block, start, stride, lane);
                break;
            case SampleType.Int32:
                Gather<int>(block, start, stride, lane);
                break;
            case SampleType.UInt32:
                Gather<uint>(block, start, stride, lane);
                break;
            case SampleType.Int64:
                Gather<long>(block, start, stride, lane);
                break;
            case SampleType.UInt64:
                Gather<ulong>(block, start, stride, lane);
                break;
            case SampleType.Float32:
                Gather<float>(block, start, stride, lane);
                break;
            default:
                Gather<double>(block, start, stride, lane);
                break;
        }
    }

    /// <summary>One line of the block becomes one column of the tile, as doubles with NaN for missing.</summary>
    private void Gather<T>(Block block, long start, long stride, int lane)
        where T : unmanaged, INumber<T>
    {
        var from = (T*)block.Pointer + start;
        var to = (double*)_tile.Pointer + lane;
        T? missing = input.Missing is { } fill ? T.CreateTruncating(fill) : null;
        for (var row = block.Region.Length[_axis]; row > 0; row--)
        {
            *to = *from == missing ? double.NaN : double.CreateTruncating(*from);
            from += stride;
            to += Lanes;
        }
    }
}
