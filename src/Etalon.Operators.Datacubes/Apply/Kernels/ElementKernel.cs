using System.Numerics;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>One step of <c>calculate</c>'s arithmetic, element by element; arrays of one element stand for all.</summary>
internal sealed unsafe class ElementKernel<T>(CalculateOp op, IStripMath<T> math, int operands) : RowKernel
    where T : unmanaged, INumber<T>
{
    /// <summary>Bytes held: a padded end and one vector for each operand, and a padded result.</summary>
    public const long ScratchBytes = 4 * (Strip<double>.Grain * sizeof(double));

    private readonly NativeBuffer _ends = new(ScratchBytes);

    private static int Grain => Strip<T>.Grain;

    /// <inheritdoc />
    public override void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        var isFlat = output.IsPacked(sizeof(T));
        foreach (var input in inputs)
        {
            isFlat &= IsScalar(input, output) ? input.RowBytes == 0 || output.Count == 1 : input.IsPacked(sizeof(T));
        }

        if (isFlat)
        {
            RunLine(inputs, output, 0, output.Count * output.Length);
            return;
        }

        for (var row = 0; row < output.Count; row++)
        {
            RunLine(inputs, output, row, output.Length);
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _ends.Dispose();
        base.Dispose(disposing);
    }

    private static bool IsScalar(Rows input, Rows output) => input.Length == 1 && (output.Length != 1 || input.RowBytes == 0);

    private T* End(int operand) => (T*)_ends.Pointer + (operand * Grain);

    private void RunLine(ReadOnlySpan<Rows> inputs, Rows output, int row, int length)
    {
        Span<Strip<T>> strips = stackalloc Strip<T>[3];
        for (var i = 0; i < strips.Length; i++)
        {
            var input = inputs[Math.Min(i, operands - 1)];
            if (IsScalar(input, output))
            {
                Vector512.Create(*(T*)input.Row(row)).Store(End(i));
                strips[i] = Strip<T>.Constant(End(i));
            }
            else
            {
                strips[i] = Strip<T>.At((T*)input.Row(row));
            }
        }

        var target = (T*)output.Row(row);
        var whole = length / Grain * Grain;
        if (whole > 0)
        {
            Check(math.Run(op, strips[0], strips[1], strips[2], target, whole));
        }

        if (whole < length)
        {
            RunEnd(strips, target, whole, length - whole);
        }
    }

    /// <summary>The last elements, in places where more than they can be computed.</summary>
    private void RunEnd(Span<Strip<T>> strips, T* target, int first, int count)
    {
        for (var i = 0; i < strips.Length; i++)
        {
            if (strips[i].Step != 0)
            {
                var end = new Span<T>(End(i), Grain);
                new ReadOnlySpan<T>(strips[i].Data + first, count).CopyTo(end);
                end[count..].Fill(end[count - 1]);
                strips[i] = Strip<T>.At(End(i));
            }
        }

        Check(math.Run(op, strips[0], strips[1], strips[2], End(3), Grain));
        new ReadOnlySpan<T>(End(3), count).CopyTo(new Span<T>(target + first, count));
    }

    private static void Check(bool fits)
    {
        if (!fits)
        {
            throw new RefusalException(
                "integer-overflow", "A whole number leaves int64, or is divided by 0.", "Compute in OPH_DOUBLE: oph_cast('OPH_INT','OPH_DOUBLE',…).");
        }
    }
}
