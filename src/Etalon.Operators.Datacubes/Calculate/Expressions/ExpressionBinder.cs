using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Turns a parsed expression into typed steps and checks units on the way.</summary>
internal sealed class ExpressionBinder
{
    private readonly string _expression;
    private readonly ExpressionNames _names;
    private readonly bool _checksUnits;
    private readonly SortedSet<int> _used = [];
    private readonly TermList _terms;
    private readonly UnitAlgebra _units;

    private ExpressionBinder(string expression, ExpressionNames names, bool checksUnits, bool isWhole)
    {
        _expression = expression;
        _names = names;
        _checksUnits = checksUnits;
        _terms = new TermList(isWhole);
        _units = new UnitAlgebra(expression, _terms, isWhole);
    }

    /// <summary>The steps of an expression; <paramref name="unit"/> is the wanted unit of the result, or empty.</summary>
    public static BoundExpression Bind(string expression, ExpressionNames names, bool checksUnits, string unit)
    {
        var tree = ExpressionParser.Parse(expression);
        var isWhole = IsWhole(tree, names);
        var binder = new ExpressionBinder(expression, names, checksUnits, isWhole);
        var root = binder.Convert(binder.Value(tree), unit);
        if (isWhole && binder._units.NeedsFractions)
        {
            // A unit conversion multiplies by a fraction: once more, in float64.
            isWhole = false;
            binder = new ExpressionBinder(expression, names, checksUnits, isWhole);
            root = binder.Convert(binder.Value(tree), unit);
        }

        if (binder._used.Count == 0)
        {
            throw ExpressionError.At(
                expression, tree.Place, "bad-expression", "The expression names no cube", $"Cubes here: {string.Join(", ", names.All)}.");
        }

        var types = binder._used.Select(input => names.Inputs[input].Type).ToArray();
        var kind = isWhole ? CalculateKind.Whole : FloatKind(types);
        return new BoundExpression(expression, kind, binder._terms, root.Term, root.Unit, root.IsCondition, [.. binder._used]);
    }

    /// <summary>The float arithmetic for cubes of these types.</summary>
    internal static CalculateKind FloatKind(SampleType[] types) =>
        Array.Exists(types, type => type is SampleType.Float64 or (>= SampleType.Int32 and <= SampleType.UInt64)) ? CalculateKind.Float64 : CalculateKind.Float32;

    private static bool IsWhole(ExpressionNode node, ExpressionNames names) => node switch
    {
        ExpressionNode.Number number => number.IsWhole,
        ExpressionNode.Name name => names.Find(name.Text) is >= 0 and var input && names.Inputs[input].Type.IsInteger(),
        ExpressionNode.Apply { Function.Op: CalculateOp.Power } power =>
            IsWhole(power.Operands[0], names) && power.Operands[1] is ExpressionNode.Number { IsWhole: true, Value: <= 63 },
        ExpressionNode.Apply apply => apply.Function.IsWhole && apply.Operands.All(operand => IsWhole(operand, names)),
        _ => false,
    };

    private BoundValue Convert(BoundValue value, string unit)
    {
        if (unit.Length == 0)
        {
            return value;
        }

        return _units.To(value, Unit.Parse(unit));
    }

    private BoundValue Value(ExpressionNode node) => node switch
    {
        ExpressionNode.Number number => new BoundValue(
            _terms.Constant(number.Value, number.Place), number.Unit.Length > 0 && _checksUnits ? Unit.Parse(number.Unit) : null, false, number.Place),
        ExpressionNode.Name name => Name(name),
        _ => Apply((ExpressionNode.Apply)node),
    };

    private BoundValue Name(ExpressionNode.Name name)
    {
        var input = _names.Find(name.Text);
        if (input >= 0)
        {
            return _names.Inputs[input].Type == SampleType.Complex64
                ? throw ExpressionError.At(
                    _expression, name.Place, "wrong-sample-type", $"'{name.Text}' has complex samples", $"Write real({name.Text}), imag({name.Text}) or abs({name.Text}).")
                : Input(input, InputPart.Whole, name.Place);
        }

        var value = name.Text switch
        {
            "pi" => Math.PI,
            "e" => Math.E,
            "nan" or "missing" => double.NaN,
            _ => throw UnknownName(name),
        };
        return new BoundValue(_terms.Constant(value, name.Place), null, false, name.Place);
    }

    private RefusalException UnknownName(ExpressionNode.Name name)
    {
        string[] known = [.. _names.All, "pi", "e", "nan"];
        var near = NearestNames.Of(name.Text, known);
        return ExpressionError.At(
            _expression, name.Place, "unknown-name", $"There is no cube or constant '{name.Text}'. Names here: {string.Join(", ", known)}",
            near.Length > 0 ? $"Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : "Use one of the names listed, or give names to the cubes with 'names'.");
    }

    private BoundValue Input(int input, InputPart part, Place place)
    {
        _used.Add(input);
        var text = _names.Inputs[input].Unit;
        var unit = _checksUnits && text.Length > 0 ? Unit.TryParse(text) : null;
        return new BoundValue(_terms.Input(input, part, place), unit, false, place);
    }

    private BoundValue Apply(ExpressionNode.Apply apply)
    {
        var op = apply.Function.Op;
        if (op is CalculateOp.Real or CalculateOp.Imag or CalculateOp.Abs && Complex(apply) is { } part)
        {
            return part;
        }

        var operands = apply.Operands.Select(Value).ToImmutableArray();
        var value = _units.Apply(apply.Function, operands, apply.Sign, apply.Place);
        return value with { IsCondition = apply.Function.IsCondition || (op == CalculateOp.Where && operands[1].IsCondition && operands[2].IsCondition) };
    }

    private BoundValue? Complex(ExpressionNode.Apply apply)
    {
        if (apply.Operands[0] is not ExpressionNode.Name name || _names.Find(name.Text) is not (>= 0 and var input)
            || _names.Inputs[input].Type != SampleType.Complex64)
        {
            return apply.Function.Op == CalculateOp.Abs
                ? null
                : throw ExpressionError.At(
                    _expression, apply.Place, "wrong-sample-type", $"{apply.Function.Name} takes a complex cube", "Name a cube of type complex64 directly.");
        }

        var part = apply.Function.Op switch
        {
            CalculateOp.Real => InputPart.Real,
            CalculateOp.Imag => InputPart.Imaginary,
            _ => InputPart.Magnitude,
        };
        return Input(input, part, apply.Place);
    }
}
