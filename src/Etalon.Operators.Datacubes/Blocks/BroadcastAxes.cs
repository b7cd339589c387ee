using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>How an input block lies under an output block: output lengths and input strides, joined where they run on.</summary>
internal ref struct BroadcastAxes
{
    private readonly Span<BoxAxis> _axes;

    /// <summary>How the input lies under the output.</summary>
    /// <param name="input">The input block.</param>
    /// <param name="output">The output block.</param>
    /// <param name="positions">For every output axis, the input's axis of that name, or -1.</param>
    /// <param name="room">Scratch for the axes.</param>
    public BroadcastAxes(Region input, Region output, ReadOnlySpan<int> positions, Span<BoxAxis> room)
    {
        Span<long> strides = stackalloc long[input.Rank];
        BoxCopy.Strides(input.Length.AsSpan(), 1, strides);
        var count = 0;
        for (var i = 0; i < output.Rank; i++)
        {
            if (output.Length[i] == 1)
            {
                continue;
            }

            var stride = positions[i] < 0 || input.Length[positions[i]] == 1 ? 0 : strides[positions[i]];
            var axis = new BoxAxis(output.Length[i], stride, 0);
            if (count > 0 && room[count - 1].Continues(axis))
            {
                room[count - 1] = axis with { Length = axis.Length * room[count - 1].Length };
            }
            else
            {
                room[count++] = axis;
            }
        }

        _axes = room[..count];
    }

    /// <summary>Whether samples lie in output order.</summary>
    public readonly bool IsDirect => _axes.IsEmpty || (_axes.Length == 1 && _axes[0].Source == 1);

    /// <summary>Copies output samples <paramref name="first"/> and on to packed memory.</summary>
    public readonly unsafe void Gather<T>(T* source, long first, T* target, int count)
        where T : unmanaged
    {
        if (_axes.IsEmpty)
        {
            *target = *source;
            return;
        }

        Span<long> at = stackalloc long[_axes.Length];
        var offset = Seek(first, at);
        var inner = _axes[^1];
        while (count > 0)
        {
            var run = (int)Math.Min(count, inner.Length - at[^1]);
            Row(source + offset, inner.Source, target, run);
            target += run;
            count -= run;
            at[^1] += run;
            offset += run * inner.Source;
            for (var i = _axes.Length - 1; i > 0 && at[i] == _axes[i].Length; i--)
            {
                offset += _axes[i - 1].Source - (_axes[i].Source * _axes[i].Length);
                at[i] = 0;
                at[i - 1]++;
            }
        }
    }

    private readonly long Seek(long first, Span<long> at)
    {
        var offset = 0L;
        for (var i = _axes.Length - 1; i >= 0; i--)
        {
            at[i] = first % _axes[i].Length;
            first /= _axes[i].Length;
            offset += at[i] * _axes[i].Source;
        }

        return offset;
    }

    private static unsafe void Row<T>(T* source, long stride, T* target, int count)
        where T : unmanaged
    {
        switch (stride)
        {
            case 0:
                new Span<T>(target, count).Fill(*source);
                break;
            case 1:
                new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(target, count));
                break;
            default:
                for (var i = 0; i < count; i++)
                {
                    target[i] = *source;
                    source += stride;
                }

                break;
        }
    }
}
