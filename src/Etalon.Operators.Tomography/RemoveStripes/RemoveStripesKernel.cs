using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Takes one sinogram after the other out of the block, lets a filter work on its columns, and puts it back.</summary>
internal sealed unsafe class RemoveStripesKernel(CubeInfo cube, SinogramColumns columns, IStripeFilter filter) : IMapKernel
{
    private readonly int _angle = cube.IndexOf(ScanAxes.Angle);
    private readonly int _x = cube.IndexOf(ScanAxes.X);

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var region = outputs[0].Region;
        if (region.IsEmpty)
        {
            return;
        }

        Span<long> strides = stackalloc long[cube.Rank];
        Span<long> at = stackalloc long[cube.Rank];
        BoxCopy.Strides(region.Length.AsSpan(), 1, strides);
        at.Clear();
        var source = (float*)inputs[0].Pointer;
        var target = (float*)outputs[0].Pointer;
        for (var left = region.Samples / (region.Length[_angle] * region.Length[_x]); left > 0; left--)
        {
            cancellation.ThrowIfCancellationRequested();
            var offset = 0L;
            for (var axis = 0; axis < cube.Rank; axis++)
            {
                offset += at[axis] * strides[axis];
            }

            if (columns.Load(source + offset, strides[_angle], strides[_x]))
            {
                filter.Run(columns, cancellation);
            }

            columns.Store(source + offset, target + offset, strides[_angle], strides[_x]);
            Next(at, region);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        filter.Dispose();
        columns.Dispose();
    }

    /// <summary>Counts on over all axes but those of the sinogram.</summary>
    private void Next(Span<long> at, in Region region)
    {
        for (var axis = cube.Rank - 1; axis >= 0; axis--)
        {
            if (axis == _angle || axis == _x)
            {
                continue;
            }

            if (++at[axis] < region.Length[axis])
            {
                return;
            }

            at[axis] = 0;
        }
    }
}
