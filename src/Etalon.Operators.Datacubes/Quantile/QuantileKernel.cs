using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Selects quantiles output by output, or in as many columns at once as a vector has lanes.</summary>
internal sealed class QuantileKernel : IMapKernel
{
    private readonly QuantileLines _lines;
    private readonly FoldLayout _layout;
    private readonly long[] _offsets;
    private long[] _bases = [];

    /// <summary>Ready for blocks of a cube.</summary>
    public QuantileKernel(FoldLayout layout, CubeInfo input, double q)
    {
        var samples = 1L;
        for (var axis = 0; axis < input.Rank; axis++)
        {
            samples *= layout.Target[axis] < 0 ? input.Axes[axis].Length : 1;
        }

        _layout = layout;
        _offsets = new long[samples];
        _lines = QuantileLines.Of(input, samples, q);
    }

    /// <summary>Bytes held: keys of one line or one tile, and offsets.</summary>
    public static long ScratchBytes(SampleType type, long samples, long outputs) =>
        QuantileLines.Bytes(type, samples) + ((samples + outputs) * sizeof(long)) + (64 * 1024);

    /// <inheritdoc />
    public unsafe void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var block = inputs[0];
        var output = outputs[0];
        var count = checked((int)output.Samples);
        if (_bases.Length < count)
        {
            _bases = new long[count];
        }

        // Output axes keep the order of the input's, so bases in that order are those of the outputs.
        Offsets(block.Region, isFolded: true, _offsets);
        Offsets(block.Region, isFolded: false, _bases.AsSpan(0, count));
        _lines.Run(block.Pointer, _bases.AsSpan(0, count), _offsets, output, cancellation);
    }

    /// <inheritdoc />
    public void Dispose() => _lines.Dispose();

    /// <summary>Where the samples of the folded (or of the kept) axes lie, in row-major order.</summary>
    private void Offsets(Region block, bool isFolded, Span<long> offsets)
    {
        offsets[0] = 0;
        var known = 1;
        var stride = 1L;
        for (var axis = block.Rank - 1; axis >= 0; axis--)
        {
            var length = block.Length[axis];
            if (_layout.Target[axis] < 0 == isFolded)
            {
                for (var i = 1; i < length; i++)
                {
                    for (var inner = 0; inner < known; inner++)
                    {
                        offsets[(i * known) + inner] = offsets[inner] + (i * stride);
                    }
                }

                known *= (int)length;
            }

            stride *= length;
        }
    }
}
