using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The steps of a combination, for the kernel of <see cref="Calculate"/>.</summary>
internal sealed class CombineSteps
{
    private static readonly CalculateFunction Fill = CalculateFunction.Find("fillmissing")!;
    private static readonly CalculateFunction IsMissing = CalculateFunction.Find("ismissing")!;
    private static readonly CalculateFunction Where = CalculateFunction.Find("where")!;

    private readonly Place _place;
    private readonly TermList _terms;
    private readonly UnitAlgebra _units;

    private CombineSteps(string text, bool isWhole)
    {
        _place = new Place(0, text.Length);
        _terms = new TermList(isWhole);
        _units = new UnitAlgebra(text, _terms, isWhole);
    }

    /// <summary>The steps; null if whole numbers were asked for but units have to be converted.</summary>
    public static BoundExpression? Bind(CombineSamples.Parameters parameters, Inputs inputs, bool isWhole)
    {
        var method = parameters.Method;
        var text = $"{method.ToString().ToLowerInvariant()}({string.Join(", ", inputs.Ports.Select(port => port.Name))})";
        var steps = new CombineSteps(text, isWhole);
        var values = inputs.Ports.Select((port, i) => new BoundValue(
            steps._terms.Input(i, InputPart.Whole, steps._place),
            parameters.CheckUnits && port.Cube.Unit.Length > 0 ? Unit.TryParse(port.Cube.Unit) : null, IsCondition: false, steps._place)).ToImmutableArray();
        var root = steps.Root(method, values);
        if (isWhole && steps._units.NeedsFractions)
        {
            return null;
        }

        var kind = isWhole ? CalculateKind.Whole : ExpressionBinder.FloatKind([.. inputs.Ports.Select(port => port.Cube.Type)]);
        return new BoundExpression(text, kind, steps._terms, root.Term, root.Unit, IsCondition: false, [.. Enumerable.Range(0, inputs.Count)]);
    }

    private BoundValue Root(CombineMethod method, ImmutableArray<BoundValue> values) => method switch
    {
        CombineMethod.Sub => Chain(CalculateFunction.Sign("-"), values),
        CombineMethod.Add => Chain(CalculateFunction.Sign("+"), values),
        CombineMethod.Mul => Chain(CalculateFunction.Sign("*"), values),
        CombineMethod.Div => Chain(CalculateFunction.Sign("/"), values),
        CombineMethod.Mean => Mean(values),
        CombineMethod.Min => Extreme(CalculateFunction.Find("min")!, values),
        CombineMethod.Max => Extreme(CalculateFunction.Find("max")!, values),
        CombineMethod.Absdiff => Apply(CalculateFunction.Find("abs")!, Chain(CalculateFunction.Sign("-"), values)),
        CombineMethod.Argmax => Place(CalculateFunction.Sign(">"), values),
        CombineMethod.Argmin => Place(CalculateFunction.Sign("<"), values),
        _ => Apply(Where, Apply(Fill, values[1] with { Unit = null }, Number(0)), values[0], Number(double.NaN)),
    };

    private BoundValue Chain(CalculateFunction function, ImmutableArray<BoundValue> values)
    {
        var result = values[0];
        foreach (var value in values.AsSpan()[1..])
        {
            result = Apply(function, result, value);
        }

        return result;
    }

    /// <summary>Sum over those present by their number; 0 by 0 is missing.</summary>
    private BoundValue Mean(ImmutableArray<BoundValue> values)
    {
        var unit = values.FirstOrDefault(value => value.Unit is not null).Unit;
        ImmutableArray<BoundValue> same = unit is null ? values : [.. values.Select(value => _units.To(value, unit) with { Unit = null })];
        var sum = Chain(CalculateFunction.Sign("+"), [.. same.Select(value => Apply(Fill, value, Number(0)))]);
        var count = Chain(CalculateFunction.Sign("+"), [.. same.Select(value => Apply(CalculateFunction.Not, Apply(IsMissing, value)))]);
        return Apply(CalculateFunction.Sign("/"), sum, count) with { Unit = unit };
    }

    private BoundValue Extreme(CalculateFunction function, ImmutableArray<BoundValue> values)
    {
        var best = values[0];
        foreach (var value in values.AsSpan()[1..])
        {
            best = Apply(function, Apply(Fill, best, value), Apply(Fill, value, best));
        }

        return best;
    }

    /// <summary>Keeps the best sample so far and the number of its cube; a missing one is beaten by any other.</summary>
    private BoundValue Place(CalculateFunction beats, ImmutableArray<BoundValue> values)
    {
        var (best, number) = (values[0], Number(0));
        for (var i = 1; i < values.Length; i++)
        {
            var firstOne = Apply(CalculateFunction.Sign("&&"), Apply(IsMissing, best), Apply(CalculateFunction.Not, Apply(IsMissing, values[i])));
            var better = Apply(Fill, Apply(beats, values[i], best), firstOne);
            best = Apply(Where, better, values[i], best);
            number = Apply(Where, better, Number(i), number);
        }

        // Adding 0 times the best sample would spoil infinities: missing is taken over by choosing.
        var truth = Apply(CalculateFunction.Sign("=="), best with { Unit = null }, best with { Unit = null });
        return Apply(Where, truth, number, number) with { Unit = Unit.One };
    }

    private BoundValue Number(double value) => new(_terms.Constant(value, _place), null, IsCondition: false, _place);

    private BoundValue Apply(CalculateFunction function, params ImmutableArray<BoundValue> operands) =>
        _units.Apply(function, operands, _place, _place);
}
