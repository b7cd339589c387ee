using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>An operator or a function of the expression language.</summary>
/// <param name="Name">As users write it.</param>
/// <param name="Op">What it does.</param>
/// <param name="Fewest">The fewest operands.</param>
/// <param name="Most">The most operands.</param>
/// <param name="UnitRule">What it does with units.</param>
/// <param name="IsWhole">Whether whole numbers give whole numbers.</param>
internal sealed record CalculateFunction(string Name, CalculateOp Op, int Fewest, int Most, UnitRule UnitRule, bool IsWhole)
{
    private static readonly CalculateFunction[] Functions =
    [
        new("abs", CalculateOp.Abs, 1, 1, UnitRule.Keep, true),
        new("sign", CalculateOp.Sign, 1, 1, UnitRule.Drop, true),
        new("floor", CalculateOp.Floor, 1, 1, UnitRule.Keep, true),
        new("ceil", CalculateOp.Ceil, 1, 1, UnitRule.Keep, true),
        new("round", CalculateOp.Round, 1, 1, UnitRule.Keep, true),
        new("trunc", CalculateOp.Trunc, 1, 1, UnitRule.Keep, true),
        new("sqrt", CalculateOp.Sqrt, 1, 1, UnitRule.SquareRoot, false),
        new("exp", CalculateOp.Exp, 1, 1, UnitRule.Number, false),
        new("log", CalculateOp.Log, 1, 1, UnitRule.Number, false),
        new("log2", CalculateOp.Log2, 1, 1, UnitRule.Number, false),
        new("log10", CalculateOp.Log10, 1, 1, UnitRule.Number, false),
        new("sin", CalculateOp.Sin, 1, 1, UnitRule.Angle, false),
        new("cos", CalculateOp.Cos, 1, 1, UnitRule.Angle, false),
        new("tan", CalculateOp.Tan, 1, 1, UnitRule.Angle, false),
        new("asin", CalculateOp.Asin, 1, 1, UnitRule.GiveAngle, false),
        new("acos", CalculateOp.Acos, 1, 1, UnitRule.GiveAngle, false),
        new("atan", CalculateOp.Atan, 1, 1, UnitRule.GiveAngle, false),
        new("sinh", CalculateOp.Sinh, 1, 1, UnitRule.Number, false),
        new("cosh", CalculateOp.Cosh, 1, 1, UnitRule.Number, false),
        new("tanh", CalculateOp.Tanh, 1, 1, UnitRule.Number, false),
        new("deg2rad", CalculateOp.DegreesToRadians, 1, 1, UnitRule.ToRadians, false),
        new("rad2deg", CalculateOp.RadiansToDegrees, 1, 1, UnitRule.ToDegrees, false),
        new("isnan", CalculateOp.IsMissing, 1, 1, UnitRule.Forget, true),
        new("ismissing", CalculateOp.IsMissing, 1, 1, UnitRule.Forget, true),
        new("real", CalculateOp.Real, 1, 1, UnitRule.Keep, true),
        new("imag", CalculateOp.Imag, 1, 1, UnitRule.Keep, true),
        new("pow", CalculateOp.Power, 2, 2, UnitRule.Power, true),
        new("mod", CalculateOp.Modulo, 2, 2, UnitRule.Same, true),
        new("min", CalculateOp.Min, 2, 16, UnitRule.Same, true),
        new("max", CalculateOp.Max, 2, 16, UnitRule.Same, true),
        new("hypot", CalculateOp.Hypot, 2, 2, UnitRule.Same, false),
        new("atan2", CalculateOp.Atan2, 2, 2, UnitRule.SameToAngle, false),
        new("fillmissing", CalculateOp.FillMissing, 2, 2, UnitRule.Same, true),
        new("where", CalculateOp.Where, 3, 3, UnitRule.Choose, true),
        new("clip", CalculateOp.Clip, 3, 3, UnitRule.Same, true),
    ];

    private static readonly ImmutableDictionary<string, CalculateFunction> Signs = new CalculateFunction[]
    {
        new("||", CalculateOp.Or, 2, 2, UnitRule.Forget, true),
        new("&&", CalculateOp.And, 2, 2, UnitRule.Forget, true),
        new("==", CalculateOp.Equal, 2, 2, UnitRule.Compare, true),
        new("!=", CalculateOp.NotEqual, 2, 2, UnitRule.Compare, true),
        new("<", CalculateOp.Less, 2, 2, UnitRule.Compare, true),
        new("<=", CalculateOp.LessOrEqual, 2, 2, UnitRule.Compare, true),
        new(">", CalculateOp.Greater, 2, 2, UnitRule.Compare, true),
        new(">=", CalculateOp.GreaterOrEqual, 2, 2, UnitRule.Compare, true),
        new("+", CalculateOp.Add, 2, 2, UnitRule.Sum, true),
        new("-", CalculateOp.Subtract, 2, 2, UnitRule.Sum, true),
        new("*", CalculateOp.Multiply, 2, 2, UnitRule.Product, true),
        new("/", CalculateOp.Divide, 2, 2, UnitRule.Product, false),
        new("%", CalculateOp.Modulo, 2, 2, UnitRule.Same, true),
        new("^", CalculateOp.Power, 2, 2, UnitRule.Power, true),
    }.ToImmutableDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>The minus in front of a value.</summary>
    public static CalculateFunction Negate { get; } = new("-", CalculateOp.Negate, 1, 1, UnitRule.Keep, true);

    /// <summary>The "not" in front of a condition.</summary>
    public static CalculateFunction Not { get; } = new("!", CalculateOp.Not, 1, 1, UnitRule.Forget, true);

    /// <summary>All function names.</summary>
    public static IEnumerable<string> Names => Functions.Select(function => function.Name);

    /// <summary>The function of that name, or null.</summary>
    public static CalculateFunction? Find(string name) =>
        Array.Find(Functions, function => string.Equals(function.Name, name, StringComparison.Ordinal));

    /// <summary>The operator of that sign between two values.</summary>
    public static CalculateFunction Sign(string sign) => Signs[sign];

    /// <summary>Whether the result is true or false.</summary>
    public bool IsCondition => Op is CalculateOp.IsMissing or CalculateOp.Not
        or (>= CalculateOp.Less and <= CalculateOp.Or);
}
