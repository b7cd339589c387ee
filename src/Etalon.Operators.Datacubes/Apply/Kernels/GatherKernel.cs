using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>Moves elements, whatever they are.</summary>
/// <param name="plan">Where they come from.</param>
/// <param name="elementBytes">Bytes of an element.</param>
/// <param name="filling">The element where there is nothing to take.</param>
internal sealed unsafe class GatherKernel(GatherPlan plan, int elementBytes, ImmutableArray<byte> filling) : RowKernel
{
    /// <inheritdoc />
    public override bool TryView(ReadOnlySpan<Rows> inputs, out Rows view)
    {
        if (plan.Segments is [{ Input: >= 0 } only] && (only.Step == 1 || only.Count == 1))
        {
            var input = inputs[only.Input];
            view = input with { Pointer = input.Pointer + (only.From * elementBytes), Length = only.Count };
            return true;
        }

        view = default;
        return false;
    }

    /// <inheritdoc />
    public override void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        for (var row = 0; row < output.Count; row++)
        {
            foreach (var segment in plan.Segments)
            {
                var to = output.Row(row) + ((long)segment.To * elementBytes);
                if (segment.Input < 0)
                {
                    Fill(to, segment.Count);
                }
                else
                {
                    Copy(inputs[segment.Input].Row(row) + ((long)segment.From * elementBytes), segment.Step, to, segment.Count);
                }
            }
        }
    }

    private void Copy(byte* from, int step, byte* to, int count)
    {
        if (step == 1 || count == 1)
        {
            var bytes = (long)count * elementBytes;
            Buffer.MemoryCopy(from, to, bytes, bytes);
            return;
        }

        switch (elementBytes)
        {
            case 1:
                Copy<byte>(from, step, to, count);
                break;
            case 2:
                Copy<short>(from, step, to, count);
                break;
            case 4:
                Copy<int>(from, step, to, count);
                break;
            case 8:
                Copy<long>(from, step, to, count);
                break;
            default:
                Copy<Int128>(from, step, to, count);
                break;
        }
    }

    private static void Copy<T>(byte* from, int step, byte* to, int count)
        where T : unmanaged
    {
        var source = (T*)from;
        var target = (T*)to;
        for (var i = 0; i < count; i++)
        {
            target[i] = *source;
            source += step;
        }
    }

    private void Fill(byte* to, int count)
    {
        for (var i = 0; i < count; i++)
        {
            filling.AsSpan().CopyTo(new Span<byte>(to + ((long)i * elementBytes), elementBytes));
        }
    }
}
