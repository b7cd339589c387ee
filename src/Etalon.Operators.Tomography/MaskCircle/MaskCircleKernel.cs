using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Copies what is inside and fills what is outside, row by row.</summary>
internal sealed unsafe class MaskCircleKernel : IMapKernel
{
    private readonly byte[] _outside;
    private readonly int _size;
    private readonly int _row;
    private readonly double _middleRow;
    private readonly double _middleColumn;
    private readonly double _radius;

    public MaskCircleKernel(CubeInfo cube, double radius, byte[] pattern)
    {
        var (rows, columns) = (cube.Axes[^2].Length, cube.Axes[^1].Length);
        _row = cube.Rank - 2;
        _size = pattern.Length;
        _middleRow = (rows - 1) / 2.0;
        _middleColumn = (columns - 1) / 2.0;
        _radius = radius * Math.Min(rows, columns) / 2;

        // A run of hidden samples to copy from.
        _outside = new byte[512 * pattern.Length];
        for (var i = 0; i < _outside.Length; i++)
        {
            _outside[i] = pattern[i % pattern.Length];
        }
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var region = outputs[0].Region;
        var (rows, columns) = (region.Length[_row], region.Length[_row + 1]);
        var from = inputs[0].Pointer;
        var to = outputs[0].Pointer;
        for (var line = 0L; line < outputs[0].Samples / columns; line++)
        {
            var (first, end) = Inside(region.Start[_row] + (line % rows));
            var left = Math.Clamp(first - region.Start[_row + 1], 0, columns);
            var right = Math.Clamp(end - region.Start[_row + 1], left, columns);
            Hide(to, left);
            Buffer.MemoryCopy(from + (left * _size), to + (left * _size), (right - left) * _size, (right - left) * _size);
            Hide(to + (right * _size), columns - right);
            from += columns * _size;
            to += columns * _size;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed memory.
    }

    /// <summary>The columns of a row whose middles are inside the circle or on it.</summary>
    private (long First, long End) Inside(long row)
    {
        var height = row - _middleRow;
        var half = (_radius * _radius) - (height * height);
        if (half < 0)
        {
            return (0, 0);
        }

        half = Math.Sqrt(half);
        return ((long)Math.Ceiling(_middleColumn - half), (long)Math.Floor(_middleColumn + half) + 1);
    }

    private void Hide(byte* to, long samples)
    {
        for (var left = samples * _size; left > 0; left -= _outside.Length)
        {
            var part = (int)Math.Min(left, _outside.Length);
            _outside.AsSpan(0, part).CopyTo(new Span<byte>(to, part));
            to += part;
        }
    }
}
