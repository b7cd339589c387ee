using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Applies functions to values: checks and converts the units of operands and derives the result's.</summary>
/// <remarks>A value without a unit goes with every unit: <c>t - 273.15</c> is in the unit of t.</remarks>
internal sealed class UnitAlgebra(string expression, TermList terms, bool isWhole)
{
    private static readonly Unit Radian = Unit.Parse("rad");
    private static readonly Unit Degree = Unit.Parse("degree");

    /// <summary>Whether a conversion was needed that whole numbers do not survive.</summary>
    public bool NeedsFractions { get; private set; }

    /// <summary>A function of some values.</summary>
    public BoundValue Apply(CalculateFunction function, ImmutableArray<BoundValue> operands, Place sign, Place place)
    {
        switch (function.UnitRule)
        {
            case UnitRule.Sum:
                return Sum(function, operands, sign, place);
            case UnitRule.Product:
                return Make(function.Op, operands, place, Product(function.Op, operands[0].Unit, operands[1].Unit));
            case UnitRule.Power:
                return Power(operands[0], operands[1], sign, place);
            case UnitRule.Same or UnitRule.Compare or UnitRule.SameToAngle:
                var same = Same(operands, sign);
                var unit = function.UnitRule == UnitRule.SameToAngle ? Radian : same[0].Unit;
                return Several(function.Op, same, place, function.UnitRule == UnitRule.Compare ? null : unit);
            case UnitRule.Choose:
                var branches = Same(operands[1..], sign);
                return Make(function.Op, [operands[0], .. branches], place, branches[0].Unit);
            default:
                return One(function, operands, sign, place);
        }
    }

    /// <summary>The value in another unit; a value without one takes it as it is.</summary>
    public BoundValue To(BoundValue value, Unit unit)
    {
        if (value.Unit is null)
        {
            return value with { Unit = unit };
        }

        if (!value.Unit.CompatibleWith(unit))
        {
            throw Wrong(value.Place, $"This is in '{value.Unit}', which is no '{unit}'", $"Convert or multiply it to a unit compatible with '{unit}'.");
        }

        var conversion = value.Unit.ConverterTo(unit);
        return Convert(value, conversion) with { Unit = unit };
    }

    private BoundValue One(CalculateFunction function, ImmutableArray<BoundValue> operands, Place sign, Place place)
    {
        var unit = operands[0].Unit;
        return function.UnitRule switch
        {
            UnitRule.Keep => Make(function.Op, operands, place, unit),
            UnitRule.SquareRoot => Make(function.Op, operands, place, Root(unit, sign)),
            UnitRule.Number => Make(function.Op, [Pure(operands[0], function.Name)], place, unit is null ? null : Unit.One),
            UnitRule.Angle => Make(function.Op, [Angle(operands[0], Radian, function.Name)], place, unit is null ? null : Unit.One),
            UnitRule.GiveAngle => Make(function.Op, [Pure(operands[0], function.Name)], place, Radian),
            UnitRule.ToRadians => Scale(Angle(operands[0], Degree, function.Name), Math.PI / 180, place, Radian),
            UnitRule.ToDegrees => Scale(Angle(operands[0], Radian, function.Name), 180 / Math.PI, place, Degree),
            _ => Make(function.Op, operands, place, null),
        };
    }

    private BoundValue Sum(CalculateFunction function, ImmutableArray<BoundValue> operands, Place sign, Place place)
    {
        var (left, right) = (operands[0].Unit, operands[1].Unit);
        if (left is not null && right is not null && left.CompatibleWith(right) && left.ConverterTo(right).Offset != 0)
        {
            throw Wrong(
                sign, $"'{left}' and '{right}' count from different zeros, so '{function.Name}' is ambiguous",
                "Convert both to the same unit first (convert-units).");
        }

        var same = Same(operands, sign);
        var unit = same[0].Unit;

        // A difference of two temperatures in degC is in K.
        var isDifference = function.Op == CalculateOp.Subtract && left is not null && right is not null && unit is not null && IsShifted(unit);
        if (isDifference)
        {
            unit = unit!.ConverterTo(unit.Si).Scale == 1 ? unit.Si : null;
        }

        return Make(function.Op, same, place, unit);
    }

    private static Unit? Product(CalculateOp op, Unit? left, Unit? right) => (left, right) switch
    {
        (null, null) => null,
        (_, null) => left,
        (null, _) => op == CalculateOp.Multiply ? right : Unit.One.Divide(right),
        _ => op == CalculateOp.Multiply ? left.Multiply(right) : left.Divide(right),
    };

    private BoundValue Power(BoundValue value, BoundValue exponent, Place sign, Place place)
    {
        var power = Pure(exponent, "^");
        if (!terms[power.Term].IsConstant)
        {
            return Make(CalculateOp.Power, [Pure(value, "^ with a changing exponent"), power], place, null);
        }

        var number = terms[power.Term].Number;
        var unit = value.Unit switch
        {
            null => null,
            _ when number == 0.5 => Root(value.Unit, sign),
            _ when number == Math.Round(number) && Math.Abs(number) <= 100 => value.Unit.Power((int)number),
            _ when value.Unit.CompatibleWith(Unit.One) => Pure(value, "^").Unit,
            _ => throw Wrong(sign, $"'{value.Unit}' cannot be raised to {number:R}", "Use a whole exponent, or divide by a reference first."),
        };
        return new BoundValue(Powers.Term(terms, value.Term, power.Term, isWhole, place), unit, false, place);
    }

    private Unit? Root(Unit? unit, Place sign)
    {
        try
        {
            return unit?.Root(2);
        }
        catch (RefusalException)
        {
            throw Wrong(sign, $"'{unit}' has no square root", "Multiply or divide first, so that every exponent is even.");
        }
    }

    private ImmutableArray<BoundValue> Same(ImmutableArray<BoundValue> operands, Place sign)
    {
        var unit = operands.FirstOrDefault(operand => operand.Unit is not null).Unit;
        if (unit is null)
        {
            return operands;
        }

        var same = ImmutableArray.CreateBuilder<BoundValue>(operands.Length);
        foreach (var operand in operands)
        {
            if (operand.Unit is not null && !operand.Unit.CompatibleWith(unit))
            {
                throw Wrong(sign, $"'{unit}' and '{operand.Unit}' do not go together", $"Both sides need compatible units; '{operand.Unit}' is {operand.Unit.SiText} in SI, '{unit}' is {unit.SiText}.");
            }

            same.Add(To(operand, unit));
        }

        return same.MoveToImmutable();
    }

    private BoundValue Pure(BoundValue value, string who)
    {
        if (value.Unit is null)
        {
            return value;
        }

        return value.Unit.CompatibleWith(Unit.One)
            ? To(value, Unit.One)
            : throw Wrong(value.Place, $"{who} takes a pure number, not '{value.Unit}'", $"Divide by a reference: x / (1 [{value.Unit}]).");
    }

    private BoundValue Angle(BoundValue value, Unit angle, string who)
    {
        if (value.Unit is null)
        {
            return value;
        }

        return value.Unit.CompatibleWith(angle)
            ? To(value, angle)
            : throw Wrong(value.Place, $"{who} takes an angle or a pure number, not '{value.Unit}'", "Use a value in rad or degree.");
    }

    private BoundValue Scale(BoundValue value, double factor, Place place, Unit unit) => new(
        terms.Apply(CalculateOp.Multiply, place, value.Term, terms.Constant(factor, place)), unit, false, place);

    private BoundValue Convert(BoundValue value, UnitConversion conversion)
    {
        if (conversion.IsIdentity)
        {
            return value;
        }

        NeedsFractions |= isWhole;
        var term = value.Term;
        if (conversion.Scale != 1)
        {
            term = terms.Apply(CalculateOp.Multiply, value.Place, term, terms.Constant(conversion.Scale, value.Place));
        }

        if (conversion.Offset != 0)
        {
            term = terms.Apply(CalculateOp.Add, value.Place, term, terms.Constant(conversion.Offset, value.Place));
        }

        return value with { Term = term };
    }

    private BoundValue Several(CalculateOp op, ImmutableArray<BoundValue> operands, Place place, Unit? unit)
    {
        if (op == CalculateOp.Clip)
        {
            var above = terms.Apply(CalculateOp.Max, place, operands[0].Term, operands[1].Term);
            return new BoundValue(terms.Apply(CalculateOp.Min, place, above, operands[2].Term), unit, false, place);
        }

        var term = operands[0].Term;
        foreach (var operand in operands.AsSpan()[1..])
        {
            term = terms.Apply(op, place, term, operand.Term);
        }

        return new BoundValue(term, unit, false, place);
    }

    private BoundValue Make(CalculateOp op, ImmutableArray<BoundValue> operands, Place place, Unit? unit) => new(
        terms.Apply(op, place, operands[0].Term, operands.Length > 1 ? operands[1].Term : -1, operands.Length > 2 ? operands[2].Term : -1),
        unit, false, place);

    private static bool IsShifted(Unit unit) => unit.ConverterTo(unit.Si).Offset != 0;

    private RefusalException Wrong(Place place, string what, string help) => ExpressionError.At(expression, place, "wrong-unit", what, help);
}
