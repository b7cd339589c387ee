using System.Buffers;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Exact sums of two cubes, of their squares and of their products, under way.</summary>
internal sealed unsafe class CorrelateState(CorrelateStrips strips, FoldWalk walk, BufferPool pool, Region output) : IReduceState
{
    /// <summary>Scratch of one kernel beside its cells.</summary>
    public const long SlabBytes = (4L * CorrelateStrips.Samples * sizeof(double)) + (2L * StripLoader<double>.ScratchBytes);

    /// <summary>Spreads below this part of the sum of squares are rounding: the samples are all the same.</summary>
    private const double Nothing = 1.0 / (1L << 49) / (1L << 49);

    private readonly SumCells<double> _first = Cells(FoldOperation.Var, pool, output);
    private readonly SumCells<double> _second = Cells(FoldOperation.Var, pool, output);
    private readonly SumCells<double> _products = Cells(FoldOperation.Sum, pool, output);

    /// <inheritdoc />
    public void Add(ReadOnlySpan<Block> inputs, CancellationToken cancellation) =>
        AddPart(inputs[0], inputs[1], inputs[0].Region, 0, cancellation);

    /// <inheritdoc />
    public void Merge(IReduceState other)
    {
        var more = (CorrelateState)other;
        _first.Merge(more._first);
        _second.Merge(more._second);
        _products.Merge(more._products);
    }

    /// <inheritdoc />
    public void Finish(ReadOnlySpan<Block> outputs)
    {
        var result = outputs[0];
        for (var cell = 0; cell < result.Samples; cell++)
        {
            if (result.Cube.Type == SampleType.Float32)
            {
                ((float*)result.Pointer)[cell] = (float)Correlation(cell);
            }
            else
            {
                ((double*)result.Pointer)[cell] = Correlation(cell);
            }
        }
    }

    /// <inheritdoc />
    public void Save(IBufferWriter<byte> writer)
    {
        _first.Save(writer);
        _second.Save(writer);
        _products.Save(writer);
    }

    /// <inheritdoc />
    public void Load(ReadOnlySpan<byte> saved) => _products.Load(_second.Load(_first.Load(saved)));

    /// <inheritdoc />
    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _products.Dispose();
    }

    private static SumCells<double> Cells(FoldOperation operation, BufferPool pool, Region output) =>
        new(operation, 0, null, checked((int)output.Samples), pool);

    /// <summary>Sum of squared distances from the mean; 0 if they are only rounding.</summary>
    private static double Spread(DoubleDouble sum, DoubleDouble squares, long count)
    {
        var spread = squares.Subtract(sum.Divide(count).Multiply(sum)).High;
        return spread > squares.High * Nothing ? spread : 0;
    }

    /// <summary>Cuts a part of the lead block, which lies there without a gap, until it fits into the strips.</summary>
    private void AddPart(Block lead, Block other, Region part, long from, CancellationToken cancellation)
    {
        if (part.Samples > CorrelateStrips.Samples)
        {
            var axis = 0;
            while (part.Length[axis] == 1)
            {
                axis++;
            }

            var length = part.Length[axis];
            var inner = part.Samples / length;
            var rows = Math.Max(1, CorrelateStrips.Samples / inner);
            for (var row = 0L; row < length; row += rows)
            {
                var slab = part.With(axis, part.Start[axis] + row, Math.Min(rows, length - row));
                AddPart(lead, other, slab, from + (row * inner), cancellation);
            }

            return;
        }

        cancellation.ThrowIfCancellationRequested();
        strips.Bring(lead, other, from, (int)part.Samples);
        Fold(_first, strips.First, lead.Cube, part);
        Fold(_second, strips.Second, lead.Cube, part);
        Fold(_products, strips.Product, lead.Cube, part);
        if (!strips.AreProductsExact)
        {
            Fold(_products, strips.Rest, lead.Cube, part);
        }
    }

    private void Fold(SumCells<double> cells, double* samples, CubeInfo cube, Region part) =>
        walk.Add(cells, new Block(cube, part, (byte*)samples), output);

    private double Correlation(int cell)
    {
        var (count, sum, squares) = _first.Totals(cell);
        var (_, otherSum, otherSquares) = _second.Totals(cell);
        var products = _products.Totals(cell).Sum;
        if (count < 2 || !double.IsFinite(squares.High + otherSquares.High + products.High))
        {
            return double.NaN;
        }

        var together = products.Subtract(sum.Divide(count).Multiply(otherSum)).High;
        var scale = Math.Sqrt(Spread(sum, squares, count)) * Math.Sqrt(Spread(otherSum, otherSquares, count));
        return scale > 0 ? Math.Clamp(together / scale, -1, 1) : double.NaN;
    }
}
