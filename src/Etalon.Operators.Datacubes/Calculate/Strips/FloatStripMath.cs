using System.Numerics;
using System.Numerics.Tensors;

namespace Etalon.Operators.Datacubes;

/// <summary>Steps of float32 and float64 expressions; nothing is fused but by name, so the bits are the same on every processor's vectors.</summary>
internal sealed unsafe class FloatStripMath<T> : IStripMath<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc />
    public bool Run(CalculateOp op, Strip<T> a, Strip<T> b, Strip<T> c, T* target, int length)
    {
        if (!Arithmetic(op, a, b, c, target, length) && !Logic(op, a, b, c, target, length) && !Functions(op, a, b, c, target, length)
            && !Tensor(op, a, new Span<T>(target, length)))
        {
            Scalars(op, a, b, target, length);
        }

        return true;
    }

    private static bool Arithmetic(CalculateOp op, Strip<T> a, Strip<T> b, Strip<T> c, T* target, int length)
    {
        switch (op)
        {
            case CalculateOp.Add:
                VectorSteps.Sweep<T, VectorSteps.Add<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Subtract:
                VectorSteps.Sweep<T, VectorSteps.Subtract<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Multiply:
                VectorSteps.Sweep<T, VectorSteps.Multiply<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Divide:
                VectorSteps.Sweep<T, VectorSteps.Divide<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Min:
                VectorSteps.Sweep<T, VectorSteps.Min<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Max:
                VectorSteps.Sweep<T, VectorSteps.Max<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Negate:
                VectorSteps.Sweep<T, VectorSteps.Negate<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Abs:
                VectorSteps.Sweep<T, VectorSteps.Abs<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Sqrt:
                VectorSteps.Sweep<T, VectorSteps.Sqrt<T>>(a, b, c, target, length);
                return true;
            default:
                return false;
        }
    }

    private static bool Logic(CalculateOp op, Strip<T> a, Strip<T> b, Strip<T> c, T* target, int length)
    {
        var (low, high) = (b, a);
        switch (op)
        {
            case CalculateOp.Less:
                VectorSteps.Sweep<T, VectorSteps.Less<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Greater:
                VectorSteps.Sweep<T, VectorSteps.Less<T>>(low, high, c, target, length);
                return true;
            case CalculateOp.LessOrEqual:
                VectorSteps.Sweep<T, VectorSteps.LessOrEqual<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.GreaterOrEqual:
                VectorSteps.Sweep<T, VectorSteps.LessOrEqual<T>>(low, high, c, target, length);
                return true;
            case CalculateOp.Equal:
                VectorSteps.Sweep<T, VectorSteps.Equal<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.NotEqual:
                VectorSteps.Sweep<T, VectorSteps.NotEqual<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.And:
                VectorSteps.Sweep<T, VectorSteps.And<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Or:
                VectorSteps.Sweep<T, VectorSteps.Or<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Not:
                VectorSteps.Sweep<T, VectorSteps.Not<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Sign:
                VectorSteps.Sweep<T, VectorSteps.Sign<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.IsMissing:
                VectorSteps.Sweep<T, VectorSteps.IsMissing<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.FillMissing:
                VectorSteps.Sweep<T, VectorSteps.FillMissing<T>>(a, b, c, target, length);
                return true;
            case CalculateOp.Where:
                VectorSteps.Sweep<T, VectorSteps.Where<T>>(a, b, c, target, length);
                return true;
            default:
                return false;
        }
    }

    private static bool Functions(CalculateOp op, Strip<T> a, Strip<T> b, Strip<T> c, T* target, int length)
    {
        switch (op)
        {
            case CalculateOp.Exp:
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Exp>>(a, b, c, target, length);
                return true;
            case CalculateOp.Log:
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Log>>(a, b, c, target, length);
                return true;
            case CalculateOp.Sin:
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Sin>>(a, b, c, target, length);
                return true;
            case CalculateOp.Cos:
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Cos>>(a, b, c, target, length);
                return true;
            case CalculateOp.Power:
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Power>>(a, b, c, target, length);
                return true;
            case CalculateOp.Log2 when typeof(T) == typeof(float):
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Log2>>(a, b, c, target, length);
                return true;
            case CalculateOp.Log10 when typeof(T) == typeof(float):
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Log10>>(a, b, c, target, length);
                return true;
            case CalculateOp.Tan when typeof(T) == typeof(float):
                VectorSteps.Sweep<T, VectorFunctions.Step<T, VectorFunctions.Tan>>(a, b, c, target, length);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Library functions that treat every lane by itself. Its exp, sin, cos and tan choose their path by looking at neighbours, so their last bit would depend on the cut.</summary>
    private static bool Tensor(CalculateOp op, Strip<T> a, Span<T> target)
    {
        var source = a.Span(target.Length);
        switch (op)
        {
            case CalculateOp.Copy:
                source.CopyTo(target);
                return true;
            case CalculateOp.Floor:
                TensorPrimitives.Floor(source, target);
                return true;
            case CalculateOp.Ceil:
                TensorPrimitives.Ceiling(source, target);
                return true;
            case CalculateOp.Round:
                TensorPrimitives.Round(source, MidpointRounding.ToEven, target);
                return true;
            case CalculateOp.Trunc:
                TensorPrimitives.Truncate(source, target);
                return true;
            default:
                return false;
        }
    }

    private static void Scalars(CalculateOp op, Strip<T> a, Strip<T> b, T* target, int length)
    {
        var (stepA, stepB) = (Math.Sign(a.Step), Math.Sign(b.Step));
        var pa = a.Data;
        var pb = b.Data;
        for (var i = 0; i < length; i++)
        {
            target[i] = T.CreateTruncating(ScalarMath.Evaluate(op, double.CreateTruncating(*pa), double.CreateTruncating(*pb), 0));
            pa += stepA;
            pb += stepB;
        }
    }
}
