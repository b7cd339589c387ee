using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Selects the median of each group, for every line of the other axes.</summary>
internal sealed class ResampleMedianKernel(CubeInfo input, GroupedAxis grouped) : IMapKernel
{
    private readonly QuantileLines _lines = QuantileLines.Of(input, grouped.Groups.Groups.Max(group => group.Samples), 0.5);
    private readonly long[] _offsets = new long[grouped.Groups.Groups.Max(group => group.Samples)];
    private long[] _bases = [];

    /// <inheritdoc />
    public unsafe void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (block, output) = (inputs[0], outputs[0]);
        var axis = grouped.Position;
        var inner = 1L;
        for (var i = axis + 1; i < input.Rank; i++)
        {
            inner *= block.Region.Length[i];
        }

        var groups = output.Region.Length[axis];
        var outer = output.Samples / (inner * groups);
        var size = output.Cube.Type.Bytes();
        NumberBases((int)inner);
        for (var group = 0L; group < groups; group++)
        {
            var count = Members((int)(output.Region.Start[axis] + group), block.Region.Start[axis], inner);
            for (var i = 0L; i < outer; i++)
            {
                // The inner axes of the output are packed, so a piece of it is a small block of its own.
                var piece = new Block(
                    output.Cube, new Region([0], [inner]), output.Pointer + (((i * groups) + group) * inner * size));
                _lines.Run(
                    block.Pointer + (i * block.Region.Length[axis] * inner * input.Type.Bytes()),
                    _bases.AsSpan(0, (int)inner), _offsets.AsSpan(0, count), piece, cancellation);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lines.Dispose();

    /// <summary>Lines start at neighbouring samples.</summary>
    private void NumberBases(int count)
    {
        if (_bases.Length < count)
        {
            _bases = new long[count];
            for (var i = 0; i < count; i++)
            {
                _bases[i] = i;
            }
        }
    }

    /// <summary>Where the samples of a group lie.</summary>
    private int Members(int group, long start, long stride)
    {
        var count = 0;
        for (var sample = grouped.First[group]; sample <= grouped.Last[group]; sample++)
        {
            if (grouped.Groups.GroupOf[sample] == group)
            {
                _offsets[count++] = (sample - start) * stride;
            }
        }

        return count;
    }
}
