using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Runs all steps of an expression over one strip after the other, so that what is between them stays in the first cache.</summary>
internal sealed unsafe class CalculateKernel<T> : IMapKernel
    where T : unmanaged, INumber<T>
{
    private readonly BoundExpression _expression;
    private readonly CalculateProgram _program;
    private readonly IStripMath<T> _math;
    private readonly CubeInfo _output;
    private readonly NativeBuffer _registers;
    private readonly Strip<T>[] _slots;
    private readonly StripLoader<T>[] _loaders;
    private readonly int[][] _positions;

    public CalculateKernel(BoundExpression expression, IStripMath<T> math, Inputs inputs, CubeInfo output)
    {
        _expression = expression;
        _math = math;
        _output = output;
        _program = CalculateProgram.Of(expression);
        _registers = new NativeBuffer((long)_program.SlotCount * Strip<T>.Bytes);
        _slots = new Strip<T>[_program.SlotCount];
        _loaders = [.. _program.Leaves.Take(_program.InputCount).Select(leaf => StripLoader<T>.For(inputs[leaf.A], (InputPart)leaf.B))];
        _positions = [.. _program.Leaves.Take(_program.InputCount).Select(leaf => AxisJoin.Positions(inputs[leaf.A], output))];
        for (var i = 0; i < _slots.Length; i++)
        {
            _slots[i] = Strip<T>.At(Register(i));
        }

        for (var i = _program.InputCount; i < _program.Leaves.Count; i++)
        {
            Vector512.Create(T.CreateTruncating(_program.Leaves[i].Number)).Store(Register(i));
            _slots[i] = Strip<T>.Constant(Register(i));
        }
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var output = outputs[0];
        var samples = output.Samples;
        for (var first = 0L; first < samples; first += Strip<T>.Samples)
        {
            var count = (int)Math.Min(Strip<T>.Samples, samples - first);
            var length = (count + Strip<T>.Grain - 1) / Strip<T>.Grain * Strip<T>.Grain;
            for (var i = 0; i < _program.InputCount; i++)
            {
                Bring(i, inputs[_program.Leaves[i].A], output, first, count, length);
            }

            Compute(output, first, count, length);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _registers.Dispose();

    private T* Register(int slot) => (T*)(_registers.Pointer + ((long)slot * Strip<T>.Bytes));

    /// <summary>Points the input's slot at its samples, or copies them there.</summary>
    private void Bring(int slot, Block input, Block output, long first, int count, int length)
    {
        var axes = new BroadcastAxes(input.Region, output.Region, _positions[slot], stackalloc BoxAxis[output.Region.Rank]);
        if (axes.IsDirect && _loaders[slot].IsPlain && count == length)
        {
            _slots[slot] = Strip<T>.At((T*)input.Pointer + (input.Samples == 1 ? 0 : first));
            return;
        }

        var target = Register(slot);
        if (!_loaders[slot].Load(axes, input.Pointer, first, target, count))
        {
            throw Overflow($"A value of '{input.Cube.Name}'", output, first, count);
        }

        // What lies behind the last sample is computed too; copies of it can neither overflow nor be slow.
        new Span<T>(target + count, length - count).Fill(target[count - 1]);
        _slots[slot] = Strip<T>.At(target);
    }

    private void Compute(Block output, long first, int count, int length)
    {
        var steps = _program.Steps;
        var writesDirectly = count == length && !_expression.IsCondition;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            var target = Register(step.Target);
            if (i == steps.Count - 1 && writesDirectly)
            {
                target = (T*)output.Pointer + first;
            }

            if (!_math.Run(step.Op, _slots[step.A], _slots[step.B], _slots[step.C], target, length))
            {
                throw ExpressionError.At(
                    _expression.Text, step.Place, "integer-overflow", $"A whole number leaves int64, or is divided by 0, near {SampleText.At(_output, output.Region, first)}",
                    "Multiply by 1.0 to compute in floating point, or cast the cubes first.");
            }
        }

        if (!writesDirectly)
        {
            Write(Register(steps[^1].Target), output, first, count);
        }
    }

    private void Write(T* result, Block output, long first, int count)
    {
        if (!_expression.IsCondition)
        {
            new ReadOnlySpan<T>(result, count).CopyTo(new Span<T>((T*)output.Pointer + first, count));
            return;
        }

        var truth = output.Pointer + first;
        var missing = T.CreateTruncating(typeof(T) == typeof(long) ? WholeStripMath.Missing : 0);
        for (var i = 0; i < count; i++)
        {
            var isMissing = T.IsNaN(result[i]) || (typeof(T) == typeof(long) && result[i] == missing);
            var isTrue = T.IsZero(result[i]) ? (byte)0 : (byte)1;
            truth[i] = isMissing ? CalculateSamples.MissingTruth : isTrue;
        }
    }

    private static RefusalException Overflow(string what, Block output, long first, int count) => new(
        "integer-overflow",
        string.Create(CultureInfo.InvariantCulture, $"{what} does not fit into int64, within {count} samples from {SampleText.At(output.Cube, output.Region, first)}."),
        "Cast the cube to float64 first.");
}
