using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Reduces the groups of every row.</summary>
internal sealed unsafe class ReduceRowsKernel<T, TOut>(GroupLayout layout, IRunFold<T, TOut> fold) : RowKernel
    where T : unmanaged
    where TOut : unmanaged
{
    private readonly NativeBuffer _gathered = new(layout.Block == 1 ? 0 : (long)layout.Longest * sizeof(T));

    /// <inheritdoc />
    public override void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        for (var row = 0; row < output.Count; row++)
        {
            var from = (T*)inputs[0].Row(row);
            var to = (TOut*)output.Row(row);
            for (var outer = 0; outer < layout.Outer; outer++)
            {
                RunOuter(from, to);
                from += (long)layout.Size * layout.Block;
                to += (long)layout.Groups * layout.Block;
            }
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _gathered.Dispose();
        (fold as IDisposable)?.Dispose();
        base.Dispose(disposing);
    }

    private void RunOuter(T* from, TOut* to)
    {
        var starts = layout.Starts.AsSpan();
        for (var group = 0; group + 1 < starts.Length; group++)
        {
            var length = starts[group + 1] - starts[group];
            var run = from + ((long)starts[group] * layout.Block);
            if (layout.Block == 1)
            {
                *to++ = fold.Fold(run, length);
                continue;
            }

            for (var inner = 0; inner < layout.Block; inner++)
            {
                *to++ = fold.Fold(Gathered(run + inner, length), length);
            }
        }
    }

    private T* Gathered(T* run, int length)
    {
        var gathered = (T*)_gathered.Pointer;
        for (var i = 0; i < length; i++)
        {
            gathered[i] = run[(long)i * layout.Block];
        }

        return gathered;
    }
}
