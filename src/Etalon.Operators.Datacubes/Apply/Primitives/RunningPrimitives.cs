using Etalon.Numerics;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives whose elements depend on those before.</summary>
internal static class RunningPrimitives
{
    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new("oph_accumulate", PrimitiveKind.Simple, "Running sums; missing elements stay missing and add nothing.", [Measure])
        {
            Bind = static call =>
            {
                var node = Arithmetic.Together(call, makesFractions: false, call.Measure)[0];
                return node.Shape.Type == ElementType.Long
                    ? new ArrayNode.Step(node.Shape, node.Map, [node], static () => new AccumulateKernel(), 0, 1)
                    : ArrayNodes.Line([node], node.Shape.Length, static () => Accumulate, 0, node.Map);
            },
        },
        new("oph_deaccumulate", PrimitiveKind.Simple, "Differences of neighbours; the first element stays.", [Measure])
        {
            Bind = static call =>
            {
                var node = Arithmetic.Together(call, makesFractions: false, call.Measure)[0];
                var before = new GatherPlan();
                before.Add(-1, 0);
                before.Add(0, 0, 1, node.Shape.Length - 1);
                return ArrayNodes.Element(CalculateOp.Subtract, node, ArrayNodes.Gather(before, [node], new byte[node.Shape.Type.Bytes()]));
            },
        },
        new(
            "oph_moving_avg", PrimitiveKind.Simple, "Moving averages.",
            [
                Measure, Number("parameter", "elements of a window (oph_sma), or the weight of the new element (oph_ewma)", "1"),
                Text("operation", "oph_sma: the mean of the last elements, missing ones left out, the first ones missing; oph_ewma: exponentially weighted", "'oph_sma'"),
            ])
        {
            Bind = Average,
        },
        new(
            "oph_normalize", PrimitiveKind.Simple, "Groups divided by their maximum, or less their mean.",
            [Measure, Text("operation", "oph_max divides by the maximum, oph_avg takes the mean away", "'oph_max'"), Number("count", "elements of a group; 0 for all", "0"), Missing])
        {
            Bind = Normalize,
        },
    ];

    private static void Accumulate(LineInputs inputs, Span<double> output)
    {
        var values = inputs[0];
        var (sum, rest) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                output[i] = double.NaN;
                continue;
            }

            var next = DoubleDouble.TwoSum(sum, values[i]);
            (sum, rest) = (next.High, rest + next.Low);
            output[i] = double.IsFinite(sum) ? sum + rest : sum;
        }
    }

    private static ArrayNode Average(PrimitiveCall call)
    {
        var node = call.Measure;
        if (string.Equals(call.Choice("operation", "operation", ["oph_sma", "oph_ewma"]), "oph_sma", StringComparison.Ordinal))
        {
            var window = call.Whole("parameter", 1, node.Shape.Length);
            return ArrayNodes.Line([node], node.Shape.Length, () => (inputs, output) => Means(inputs[0], output, window), 0, node.Map);
        }

        var weight = call.Number("parameter");
        return weight is >= 0 and <= 1
            ? ArrayNodes.Line([node], node.Shape.Length, () => (inputs, output) => Weighted(inputs[0], output, weight), 0, node.Map)
            : throw call.Refused("parameter", "is no weight", "Weights reach from 0 to 1.");
    }

    private static void Means(ReadOnlySpan<double> values, Span<double> output, int window)
    {
        var (sum, rest, count) = (0.0, 0.0, 0);
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                var next = DoubleDouble.TwoSum(sum, values[i]);
                (sum, rest, count) = (next.High, rest + next.Low, count + 1);
            }

            if (i >= window && !double.IsNaN(values[i - window]))
            {
                var next = DoubleDouble.TwoSum(sum, -values[i - window]);
                (sum, rest, count) = (next.High, rest + next.Low, count - 1);
            }

            output[i] = i < window - 1 || count == 0 ? double.NaN : (sum + rest) / count;
        }
    }

    private static void Weighted(ReadOnlySpan<double> values, Span<double> output, double weight)
    {
        var mean = double.NaN;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                mean = double.IsNaN(mean) ? values[i] : ((1 - weight) * mean) + (weight * values[i]);
            }

            output[i] = mean;
        }
    }

    private static ArrayNode Normalize(PrimitiveCall call)
    {
        var node = ArrayNodes.Convert(call.Measure, ElementType.Double, null);
        var length = node.Shape.Length;
        var count = call.Whole("count", 0, length) is var given && given == 0 ? length : given;
        var isMax = string.Equals(call.Choice("operation", "operation", ["oph_max", "oph_avg"]), "oph_max", StringComparison.Ordinal);
        var groups = Reductions.Reduce(node, isMax ? ArrayReduction.Max : ArrayReduction.Avg, GroupLayout.Even(1, length, 1, count), 0);
        var spread = ArrayNodes.Gather(GatherPlan.Of(Enumerable.Range(0, length).Select(i => i / count)), [groups]);
        return ArrayNodes.Element(isMax ? CalculateOp.Divide : CalculateOp.Subtract, node, spread);
    }
}
