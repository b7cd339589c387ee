using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that lay lines, curves and clusters through arrays.</summary>
internal static class FitPrimitives
{
    private static readonly PrimitiveArgument Dimension = Array("dimension", "where the elements lie", "1, 2, 3, …");

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new(
            "oph_gsl_fit_linear", PrimitiveKind.Simple, "The straight line that fits best, at given places; missing elements are left out.",
            [Measure, Dimension with { Default = null }, Array("x", "the places")])
        {
            Bind = static call => ArrayNodes.Line(
                [call.Measure, Places(call), call.Array("x")], call.Array("x").Shape.Length, static () => Line),
        },
        new(
            "oph_gsl_fit_linear_coeff", PrimitiveKind.Reduce, "Coefficients of the straight line that fits best.",
            [Measure, Dimension, Text("mask", "1 for each one wanted: intercept, slope, their covariances 00, 01, 11, sum of squared residuals", "'010000'")])
        {
            Bind = static call =>
            {
                var wanted = StatisticsPrimitives.Mask(call, "mask", LinearFit.Coefficients);
                return ArrayNodes.Line([call.Measure, Places(call)], wanted.Length, () => (inputs, output) => Coefficients(inputs, output, wanted));
            },
        },
        new(
            "oph_gsl_spline", PrimitiveKind.Simple, "The natural cubic spline through the elements, at new places; outside the old ones missing.",
            [Measure, Array("old", "where the elements lie, ascending"), Array("new", "the new places"), Number("order", "0 for values, 1 or 2 for derivatives", "0")])
        {
            Bind = Spline,
        },
        new(
            "oph_ccluster_kcluster", PrimitiveKind.Reduce, "Groups the elements of a row around centres.",
            [
                Measure, Number("k", "how many clusters"), Text("method", "'kmeans' or 'kmedians'", "'kmeans'"),
                Text("level", "'all' the centre of each element, 'labels' its cluster from 0, 'centroids' the centres, ascending", "'all'"),
                Number("npass", "not needed: centres start at quantiles and move until nothing changes", "1"),
            ])
        {
            Bind = Cluster,
        },
    ];

    private static ArrayNode Places(PrimitiveCall call)
    {
        var length = call.Measure.Shape.Length;
        if (!call.Has("dimension"))
        {
            return ArrayNodes.Constant<double>(ElementType.Double, [.. Enumerable.Range(1, length).Select(i => (double)i)]);
        }

        var places = call.Array("dimension");
        return places.Shape.Length == length
            ? places
            : throw call.Refused("dimension", $"has {places.Shape.Length} elements where {length} are expected", "Give one place per element.");
    }

    private static void Line(LineInputs inputs, Span<double> output)
    {
        var fit = LinearFit.Of(inputs[1], inputs[0]);
        var x = inputs[2];
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = fit.At(x[i]);
        }
    }

    private static void Coefficients(LineInputs inputs, Span<double> output, int[] wanted)
    {
        var fit = LinearFit.Of(inputs[1], inputs[0]);
        for (var i = 0; i < wanted.Length; i++)
        {
            output[i] = fit[wanted[i]];
        }
    }

    private static ArrayNode Spline(PrimitiveCall call)
    {
        var length = call.Measure.Shape.Length;
        var order = call.Whole("order", 0, 2);
        if (call.Array("old").Shape.Length != length)
        {
            throw call.Refused("old", $"has {call.Array("old").Shape.Length} elements where {length} are expected", "Give one place per element.");
        }

        return ArrayNodes.Line(
            [call.Measure, call.Array("old"), call.Array("new")], call.Array("new").Shape.Length, () => Spline(length, order), NaturalSpline.Bytes(length));
    }

    private static LineFunction Spline(int length, int order)
    {
        var spline = new NaturalSpline(length);
        return (inputs, output) =>
        {
            spline.Take(inputs[1], inputs[0]);
            var x = inputs[2];
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = spline.At(x[i], order);
            }
        };
    }

    private static ArrayNode Cluster(PrimitiveCall call)
    {
        var length = call.Measure.Shape.Length;
        var k = call.Whole("k", 1, length);
        var isMedian = string.Equals(call.Choice("method", "method", ["kmeans", "kmedians"]), "kmedians", StringComparison.Ordinal);
        var level = call.Choice("level", "level", ["all", "labels", "centroids"]);
        var isCentres = string.Equals(level, "centroids", StringComparison.Ordinal);
        return ArrayNodes.Line(
            [call.Measure], isCentres ? k : length, () => Cluster(length, k, isMedian, level), LineClusters.Bytes(length, k), isCentres ? null : call.Measure.Map);
    }

    private static LineFunction Cluster(int length, int k, bool isMedian, string level)
    {
        var clusters = new LineClusters(length, k, isMedian);
        return (inputs, output) =>
        {
            clusters.Take(inputs[0]);
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = level switch
                {
                    "centroids" => clusters.Centre(i),
                    "labels" => clusters.Label(inputs[0][i]),
                    _ => double.IsNaN(inputs[0][i]) ? double.NaN : clusters.Centre((int)clusters.Label(inputs[0][i])),
                };
            }
        };
    }
}
