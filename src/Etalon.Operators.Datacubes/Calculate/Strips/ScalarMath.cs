namespace Etalon.Operators.Datacubes;

/// <summary>What every step means for one sample; NaN is missing.</summary>
internal static class ScalarMath
{
    public static double Evaluate(CalculateOp op, double a, double b, double c) => op switch
    {
        CalculateOp.Copy or CalculateOp.Real => a,
        CalculateOp.Negate => -a,
        CalculateOp.Not => Not(a),
        CalculateOp.Abs => Math.Abs(a),
        CalculateOp.Sign => Sign(a),
        CalculateOp.Sqrt => Math.Sqrt(a),
        CalculateOp.Floor => Math.Floor(a),
        CalculateOp.Ceil => Math.Ceiling(a),
        CalculateOp.Round => Math.Round(a, MidpointRounding.ToEven),
        CalculateOp.Trunc => Math.Truncate(a),
        CalculateOp.IsMissing => double.IsNaN(a) ? 1 : 0,
        CalculateOp.Add => a + b,
        CalculateOp.Subtract => a - b,
        CalculateOp.Multiply => a * b,
        CalculateOp.Divide => a / b,
        CalculateOp.Modulo => Modulo(a, b),
        CalculateOp.Less or CalculateOp.LessOrEqual or CalculateOp.Greater or CalculateOp.GreaterOrEqual or CalculateOp.Equal or CalculateOp.NotEqual =>
            Compare(op, a, b),
        CalculateOp.And => And(a, b),
        CalculateOp.Or => Not(And(Not(a), Not(b))),
        CalculateOp.Min => Math.Min(a, b),
        CalculateOp.Max => Math.Max(a, b),
        CalculateOp.FillMissing => double.IsNaN(a) ? b : a,
        CalculateOp.Where => Where(a, b, c),
        _ => Transcendental(op, a, b),
    };

    /// <summary>Functions of the C library; the same element gives the same bits wherever it lies in a block.</summary>
    public static double Transcendental(CalculateOp op, double a, double b) => op switch
    {
        CalculateOp.Exp => Math.Exp(a),
        CalculateOp.Log => Math.Log(a),
        CalculateOp.Log2 => Math.Log2(a),
        CalculateOp.Log10 => Math.Log10(a),
        CalculateOp.Sin => Math.Sin(a),
        CalculateOp.Cos => Math.Cos(a),
        CalculateOp.Tan => Math.Tan(a),
        CalculateOp.Asin => Math.Asin(a),
        CalculateOp.Acos => Math.Acos(a),
        CalculateOp.Atan => Math.Atan(a),
        CalculateOp.Sinh => Math.Sinh(a),
        CalculateOp.Cosh => Math.Cosh(a),
        CalculateOp.Tanh => Math.Tanh(a),
        CalculateOp.Power => Power(a, b),
        CalculateOp.Hypot => Hypot(a, b),
        CalculateOp.Atan2 => Math.Atan2(a, b),
        _ => throw new NotSupportedException(op.ToString()),
    };

    /// <summary>The remainder with the sign of the divisor, as in Python and numpy.</summary>
    public static double Modulo(double a, double b)
    {
        var rest = a % b;
        return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
    }

    /// <summary>A power; missing stays missing, also where IEEE 754 would say 1.</summary>
    private static double Power(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Pow(a, b);

    private static double Hypot(double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : double.Hypot(a, b);

    private static double Sign(double a)
    {
        if (double.IsNaN(a))
        {
            return a;
        }

        return Math.Sign(a);
    }

    private static double Not(double a)
    {
        if (double.IsNaN(a))
        {
            return a;
        }

        return a == 0 ? 1 : 0;
    }

    /// <summary>False if one side is false, whatever the other; missing if that cannot be known.</summary>
    private static double And(double a, double b)
    {
        if (a == 0 || b == 0)
        {
            return 0;
        }

        return double.IsNaN(a) || double.IsNaN(b) ? double.NaN : 1;
    }

    private static double Where(double condition, double yes, double no)
    {
        if (double.IsNaN(condition))
        {
            return condition;
        }

        return condition != 0 ? yes : no;
    }

    private static double Compare(CalculateOp op, double a, double b)
    {
        if (double.IsNaN(a) || double.IsNaN(b))
        {
            return double.NaN;
        }

        var holds = op switch
        {
            CalculateOp.Less => a < b,
            CalculateOp.LessOrEqual => a <= b,
            CalculateOp.Greater => a > b,
            CalculateOp.GreaterOrEqual => a >= b,
            CalculateOp.Equal => a == b,
            _ => a != b,
        };
        return holds ? 1 : 0;
    }
}
