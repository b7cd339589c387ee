using System.Runtime.CompilerServices;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Takes samples from where the lens has put them. Places are found in float64 from the pixel's own index and once per row, for all
/// projections of a block.
/// </summary>
internal sealed unsafe class CorrectDistortionKernel<T>(CubeInfo cube, RadialMap map, OutsideFrame outside) : IMapKernel
    where T : unmanaged
{
    private readonly long _height = cube.Axes[^2].Length;
    private readonly long _width = cube.Axes[^1].Length;
    private readonly float _missing = (float?)cube.Missing ?? float.NaN;
    private CorrectDistortionKernel.Tap[] _taps = [];

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (from, to) = (inputs[0].Region, outputs[0].Region);
        var (y, x) = (to.Rank - 2, to.Rank - 1);
        var columns = (int)to.Length[x];
        if (_taps.Length < columns)
        {
            _taps = new CorrectDistortionKernel.Tap[columns];
        }

        var frame = from.Length[y] * from.Length[x];
        var frames = inputs[0].Samples / frame;
        for (var row = 0L; row < to.Length[y]; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            Place(to.Start[y] + row, to.Start[x], columns, from);
            for (var i = 0L; i < frames; i++)
            {
                Take((T*)inputs[0].Pointer + (i * frame), (float*)outputs[0].Pointer + (((i * to.Length[y]) + row) * columns), columns);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed memory.
    }

    private void Place(long row, long start, int columns, Region from)
    {
        var v = row - map.CentreY;
        for (var i = 0; i < columns; i++)
        {
            var u = start + i - map.CentreX;
            var factor = map.Factor(Math.Sqrt((u * u) + (v * v)));
            var (x, y) = (map.CentreX + (factor * u), map.CentreY + (factor * v));
            var isInside = x >= 0 && x <= _width - 1 && y >= 0 && y <= _height - 1;
            _taps[i] = isInside || outside == OutsideFrame.Nearest
                ? Tap(Math.Clamp(x, 0, _width - 1), Math.Clamp(y, 0, _height - 1), from)
                : new CorrectDistortionKernel.Tap(-1, 0, 0, 0, 0);
        }
    }

    /// <summary>A neighbour that weighs nothing is not looked at, so that a missing one does no harm.</summary>
    private static CorrectDistortionKernel.Tap Tap(double x, double y, Region from)
    {
        var (left, top) = (Math.Floor(x), Math.Floor(y));
        var (right, below) = ((float)(x - left), (float)(y - top));
        var pitch = from.Length[from.Rank - 1];
        var at = (((long)top - from.Start[from.Rank - 2]) * pitch) + (long)left - from.Start[from.Rank - 1];
        return new CorrectDistortionKernel.Tap(checked((int)at), right > 0 ? 1 : 0, below > 0 ? (int)pitch : 0, right, below);
    }

    private void Take(T* frame, float* target, int columns)
    {
        for (var i = 0; i < columns; i++)
        {
            ref readonly var tap = ref _taps[i];
            if (tap.At < 0)
            {
                target[i] = float.NaN;
                continue;
            }

            var at = frame + tap.At;
            var top = Between(Sample(at), Sample(at + tap.Right), tap.X);
            var below = Between(Sample(at + tap.Below), Sample(at + tap.Below + tap.Right), tap.X);
            target[i] = Between(top, below, tap.Y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Between(float first, float second, float weight) => first + (weight * (second - first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float Sample(T* at)
    {
        var value = typeof(T) == typeof(byte) ? *(byte*)at
            : typeof(T) == typeof(ushort) ? *(ushort*)at
            : typeof(T) == typeof(uint) ? *(uint*)at
            : *(float*)at;
        return value == _missing ? float.NaN : value;
    }
}
