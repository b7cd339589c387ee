using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Copies the part of every cube that meets the output block to its place.</summary>
internal sealed unsafe class ConcatenateKernel : IMapKernel
{
    private readonly ConcatenateLine _line;

    /// <summary>For each input and output axis, the input's axis of that name, or -1.</summary>
    private readonly int[][] _positions;

    public ConcatenateKernel(ConcatenateLine line, Inputs inputs)
    {
        _line = line;
        _positions = [.. inputs.Ports.Select(port => AxisJoin.Positions(port.Cube, line.Output))];
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        foreach (var piece in _line.Pieces)
        {
            var (first, length) = _line.Part(piece, outputs[0].Region);
            if (length > 0)
            {
                Copy(inputs[piece.Input], outputs[0], first, length, piece);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    private void Copy(Block input, Block output, long first, long count, ConcatenatePiece piece)
    {
        var rank = output.Region.Rank;
        Span<long> packed = stackalloc long[rank];
        Span<long> source = stackalloc long[rank];
        Span<long> target = stackalloc long[rank];
        Span<long> lengths = stackalloc long[rank];
        var bytes = output.Cube.Type.Bytes();
        BoxCopy.Strides(input.Region.Length.AsSpan(), bytes, packed);
        BoxCopy.Strides(output.Region.Length.AsSpan(), bytes, target);
        output.Region.Length.AsSpan().CopyTo(lengths);
        for (var i = 0; i < rank; i++)
        {
            var from = _positions[piece.Input][i];
            source[i] = from < 0 ? 0 : packed[from];
        }

        var place = output.Pointer + ((piece.Start + (first * piece.Step) - output.Region.Start[_line.Axis]) * target[_line.Axis]);
        target[_line.Axis] *= piece.Step;
        lengths[_line.Axis] = count;
        BoxCopy.Run(input.Pointer, source, place, target, lengths, bytes);
        if (!piece.Conversion.IsIdentity)
        {
            Convert(place, target, lengths, piece.Conversion, output.Cube.Type);
        }
    }

    /// <summary>Converts what was just copied, while it is in the cache.</summary>
    private static void Convert(byte* place, ReadOnlySpan<long> strides, ReadOnlySpan<long> lengths, UnitConversion conversion, SampleType type)
    {
        Span<BoxAxis> axes = stackalloc BoxAxis[lengths.Length];
        for (var i = 0; i < lengths.Length; i++)
        {
            axes[i] = new BoxAxis(lengths[i], 0, strides[i]);
        }

        var walk = new BoxWalk(axes, stackalloc long[BoxCopy.MostAxes]);
        do
        {
            if (type == SampleType.Float32)
            {
                var sample = (float*)(place + walk.Target);
                *sample = (float)conversion.Apply(*sample);
            }
            else
            {
                var sample = (double*)(place + walk.Target);
                *sample = conversion.Apply(*sample);
            }
        }
        while (walk.Next());
    }
}
