namespace Etalon.Operators.Datacubes;

/// <summary>Steps of whole-number expressions in int64. The smallest int64 stands for missing, so results stay above it.</summary>
internal sealed unsafe class WholeStripMath : IStripMath<long>
{
    /// <summary>What stands for a missing sample inside an expression.</summary>
    public const long Missing = long.MinValue;

    /// <inheritdoc />
    public bool Run(CalculateOp op, Strip<long> a, Strip<long> b, Strip<long> c, long* target, int length)
    {
        var fits = true;
        var (stepA, stepB, stepC) = (Math.Sign(a.Step), Math.Sign(b.Step), Math.Sign(c.Step));
        var pa = a.Data;
        var pb = b.Data;
        var pc = c.Data;
        for (var i = 0; i < length; i++)
        {
            fits &= One(op, *pa, *pb, *pc, out target[i]);
            pa += stepA;
            pb += stepB;
            pc += stepC;
        }

        return fits;
    }

    private static bool One(CalculateOp op, long a, long b, long c, out long result) => op switch
    {
        CalculateOp.IsMissing => Plain(Truth(a == Missing), out result),
        CalculateOp.FillMissing => Plain(a == Missing ? b : a, out result),
        CalculateOp.And => Plain(And(a, b), out result),
        CalculateOp.Or => Plain(Not(And(Not(a), Not(b))), out result),
        CalculateOp.Where => Plain(Where(a, b, c), out result),
        _ when a == Missing || (b == Missing && IsBinary(op)) => Plain(Missing, out result),
        CalculateOp.Not => Plain(Not(a), out result),
        CalculateOp.Negate => Plain(-a, out result),
        CalculateOp.Abs => Plain(Math.Abs(a), out result),
        CalculateOp.Sign => Plain(Math.Sign(a), out result),
        >= CalculateOp.Less and <= CalculateOp.NotEqual => Plain(Truth(Holds(op, a, b)), out result),
        CalculateOp.Min => Plain(Math.Min(a, b), out result),
        CalculateOp.Max => Plain(Math.Max(a, b), out result),
        CalculateOp.Add => Checked((Int128)a + b, out result),
        CalculateOp.Subtract => Checked((Int128)a - b, out result),
        CalculateOp.Multiply => Product(a, b, out result),
        CalculateOp.Modulo => Modulo(a, b, out result),
        _ => Plain(a, out result),
    };

    private static bool Holds(CalculateOp op, long a, long b) => op switch
    {
        CalculateOp.Less => a < b,
        CalculateOp.LessOrEqual => a <= b,
        CalculateOp.Greater => a > b,
        CalculateOp.GreaterOrEqual => a >= b,
        CalculateOp.Equal => a == b,
        _ => a != b,
    };

    private static bool IsBinary(CalculateOp op) => op is >= CalculateOp.Add and <= CalculateOp.FillMissing;

    private static long Truth(bool holds) => holds ? 1 : 0;

    private static bool Plain(long value, out long result)
    {
        result = value;
        return true;
    }

    private static bool Checked(Int128 value, out long result)
    {
        result = unchecked((long)value);
        return value > long.MinValue && value <= long.MaxValue;
    }

    private static bool Product(long a, long b, out long result)
    {
        var high = Math.BigMul(a, b, out result);
        return high == result >> 63 && result != Missing;
    }

    private static bool Modulo(long a, long b, out long result)
    {
        if (b is 0 or -1)
        {
            result = 0;
            return b != 0;
        }

        result = a % b;
        if (result != 0 && (result < 0) != (b < 0))
        {
            result += b;
        }

        return true;
    }

    private static long Not(long a)
    {
        if (a == Missing)
        {
            return a;
        }

        return a == 0 ? 1 : 0;
    }

    private static long And(long a, long b)
    {
        if (a == 0 || b == 0)
        {
            return 0;
        }

        return a == Missing || b == Missing ? Missing : 1;
    }

    private static long Where(long condition, long yes, long no)
    {
        if (condition == Missing)
        {
            return Missing;
        }

        return condition != 0 ? yes : no;
    }
}
