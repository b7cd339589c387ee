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
            if (_line.Part(piece, outputs[0].Region) is { } part)
            {
                Copy(inputs[piece.Input], outputs[0], part, piece);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    private void Copy(Block input, Block output, Region part, ConcatenatePiece piece)
    {
        var rank = output.Region.Rank;
        Span<long> packed = stackalloc long[rank];
        Span<long> source = stackalloc long[rank];
        Span<long> target = stackalloc long[rank];
        var bytes = output.Cube.Type.Bytes();
        BoxCopy.Strides(input.Region.Length.AsSpan(), bytes, packed);
        BoxCopy.Strides(output.Region.Length.AsSpan(), bytes, target);
        var offset = 0L;
        for (var i = 0; i < rank; i++)
        {
            var from = _positions[piece.Input][i];
            source[i] = from < 0 ? 0 : packed[from];
            offset += (part.Start[i] - output.Region.Start[i]) * target[i];
        }

        var place = output.Pointer + offset;
        BoxCopy.Run(input.Pointer, source, place, target, part.Length.AsSpan(), bytes);
        if (!piece.Conversion.IsIdentity)
        {
            Convert(place, target, part.Length.AsSpan(), piece.Conversion, output.Cube.Type);
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
