using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Statistics of arrays.</summary>
internal static class StatisticsPrimitives
{
    private static readonly Func<LineStatistics, double>[] Indexes =
    [
        static line => line.Mean, static line => line.Variance, static line => Math.Sqrt(line.Variance), static line => line.AbsoluteDeviation,
        static line => line.Skew, static line => line.Kurtosis, static line => line.Autocorrelation, static line => line.Quantile(1), static line => line.Quantile(0),
        static line => line.Quantile(0.05), static line => line.Quantile(0.25), static line => line.Quantile(0.5), static line => line.Quantile(0.75), static line => line.Quantile(0.95),
    ];

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new(
            "oph_gsl_stats", PrimitiveKind.Reduce, "Statistics chosen by a mask.",
            [
                Measure, Text(
                    "mask",
                    "1 for each one wanted: mean, variance, deviation, absolute deviation, skew, kurtosis, autocorrelation, max, min, quantiles 0.05, 0.25, 0.5, 0.75, 0.95",
                    "'11111111111111'"),
            ])
        {
            Bind = static call => Statistics(call, [.. Mask(call, "mask", Indexes.Length).Select(index => Indexes[index])]),
        },
        new("oph_gsl_boxplot", PrimitiveKind.Reduce, "Minimum, lower quartile, median, upper quartile, maximum.", [Measure])
        {
            Bind = static call => Quantiles(call, [0, 0.25, 0.5, 0.75, 1]),
        },
        new(
            "oph_gsl_quantile", PrimitiveKind.Reduce, "Quantiles of the array.",
            [
                Measure, Number("quantiles", "fractions from 0 to 1") with { Repeats = true },
                Text("order", "'order_safe_flag_set' or 'order_safe_flag_unset'; arrays need not be sorted in either case", "'order_safe_flag_set'"),
            ])
        {
            Bind = static call =>
            {
                call.Choice("order", "flag", ["order_safe_flag_set", "order_safe_flag_unset"]);
                var fractions = Enumerable.Range(0, call.Count("quantiles")).Select(i => call.Number("quantiles", i)).ToArray();
                return System.Array.TrueForAll(fractions, fraction => fraction is >= 0 and <= 1)
                    ? Quantiles(call, fractions)
                    : throw call.Refused("quantiles", "is no fraction", "Fractions reach from 0 to 1.");
            },
        },
        new("oph_gsl_sd", PrimitiveKind.Reduce, "The standard deviation.", [Measure])
        {
            Bind = static call => Reductions.Reduce(
                call.Measure, ArrayReduction.Std, GroupLayout.Even(1, call.Measure.Shape.Length, 1, call.Measure.Shape.Length), 2),
        },
        new(
            "oph_gsl_histogram", PrimitiveKind.Reduce, "How often values lie in equally wide bins from the smallest to the largest of the row.",
            [
                Measure, Number("bins", "how many bins"), Text("mode", "'all' edges and frequencies in turn, 'ranges' edges, 'freqs' frequencies", "'all'"),
                Text("flag", "'abs' counts, 'pdf' counts divided by the number of values, 'cdf' their running sums", "'abs'"),
            ])
        {
            ResultType = "oph_double",
            Bind = Histogram,
        },
        new("oph_gsl_correlation", PrimitiveKind.Reduce, "The correlation of two arrays; pairs with a missing element are left out.", [A, B])
        {
            Bind = static call =>
            {
                var nodes = Arithmetic.Together(call, makesFractions: true, call.Array("a"), call.Array("b"));
                return ArrayNodes.Line(nodes, 1, static () => static (inputs, output) => output[0] = Correlation(inputs[0], inputs[1]));
            },
        },
        new("oph_gsl_sort", PrimitiveKind.Simple, "The elements in ascending order, missing ones last.", [Measure])
        {
            Bind = Sort,
        },
        new(
            "oph_quantize", PrimitiveKind.Simple, "Elements become the value of the interval they lie in.",
            [Measure, Array("levels", "upper ends of intervals, ascending; an element that equals one belongs below"), Array("values", "one value per interval, one more than levels")])
        {
            Bind = Quantize,
        },
    ];

    /// <summary>The places of the ones in a mask; a shorter mask stands for one that goes on with zeros.</summary>
    public static int[] Mask(PrimitiveCall call, string argument, int length)
    {
        var mask = call.Text(argument);
        var chosen = Enumerable.Range(0, mask.Length).Where(i => mask[i] == '1').ToArray();
        return mask.Length <= length && chosen.Length > 0 && mask.All(bit => bit is '0' or '1')
            ? chosen
            : throw call.Refused(argument, $"is '{mask}'", $"Write up to {length} digits 0 and 1, one of them 1.");
    }

    private static ArrayNode Quantiles(PrimitiveCall call, double[] fractions)
    {
        if (fractions.Length == 1)
        {
            var length = call.Measure.Shape.Length;
            return Reductions.Reduce(call.Measure, ArrayReduction.Quantile, GroupLayout.Even(1, length, 1, length), fractions[0]);
        }

        return Statistics(call, [.. fractions.Select(fraction => new Func<LineStatistics, double>(line => line.Quantile(fraction)))]);
    }

    private static ArrayNode Statistics(PrimitiveCall call, Func<LineStatistics, double>[] wanted)
    {
        var length = call.Measure.Shape.Length;
        return ArrayNodes.Line([call.Measure], wanted.Length, () => Statistics(length, wanted), LineStatistics.Bytes(length));
    }

    private static LineFunction Statistics(int length, Func<LineStatistics, double>[] wanted)
    {
        var line = new LineStatistics(length);
        return (inputs, output) =>
        {
            line.Take(inputs[0]);
            for (var i = 0; i < wanted.Length; i++)
            {
                output[i] = wanted[i](line);
            }
        };
    }

    private static ArrayNode Histogram(PrimitiveCall call)
    {
        var bins = call.Whole("bins", 1, 1 << 20);
        var mode = call.Choice("mode", "mode", ["all", "ranges", "freqs"]);
        var flag = call.Choice("flag", "flag", ["abs", "pdf", "cdf"]);
        var length = mode switch
        {
            "ranges" => bins + 1,
            "freqs" => bins,
            _ => (2 * bins) + 1,
        };
        return ArrayNodes.Line([call.Measure], length, () => Histogram(bins, mode, flag), bins * 16L);
    }

    private static LineFunction Histogram(int bins, string mode, string flag)
    {
        var counts = new double[bins];
        return (inputs, output) =>
        {
            var (low, width, total) = Counts(inputs[0], counts);
            var sum = 0.0;
            var at = 0;
            for (var bin = 0; bin <= bins; bin++)
            {
                if (mode is not "freqs")
                {
                    output[at++] = low + (bin * width);
                }

                if (mode is not "ranges" && bin < bins)
                {
                    sum += counts[bin];
                    output[at++] = flag switch
                    {
                        "pdf" => counts[bin] / total,
                        "cdf" => sum / total,
                        _ => counts[bin],
                    };
                }
            }
        };
    }

    /// <summary>Counts values per bin; the largest belongs to the last bin. A row of one value gets a bin of width 1 around it.</summary>
    private static (double Low, double Width, double Total) Counts(ReadOnlySpan<double> values, double[] counts)
    {
        System.Array.Clear(counts);
        var (low, high, total) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                (low, high, total) = (Math.Min(low, value), Math.Max(high, value), total + 1);
            }
        }

        if (total == 0)
        {
            return (double.NaN, double.NaN, double.NaN);
        }

        (low, high) = low == high ? (low - 0.5, high + 0.5) : (low, high);
        var width = (high - low) / counts.Length;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                counts[Bin(value, low, width, counts.Length)]++;
            }
        }

        return (low, width, total);
    }

    /// <summary>The bin between whose edges, as they are rounded, the value lies.</summary>
    private static int Bin(double value, double low, double width, int bins)
    {
        var bin = Math.Clamp((int)((value - low) / width), 0, bins - 1);
        if (bin > 0 && value < low + (bin * width))
        {
            return bin - 1;
        }

        return bin < bins - 1 && value >= low + ((bin + 1) * width) ? bin + 1 : bin;
    }

    private static double Correlation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (count, meanA, meanB, aa, bb, ab) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            if (double.IsNaN(a[i]) || double.IsNaN(b[i]))
            {
                continue;
            }

            // Means and products of deviations grow together, so that large means do no harm.
            count++;
            var (left, right) = (a[i] - meanA, b[i] - meanB);
            meanA += left / count;
            meanB += right / count;
            aa += left * (a[i] - meanA);
            bb += right * (b[i] - meanB);
            ab += left * (b[i] - meanB);
        }

        return ab / Math.Sqrt(aa * bb);
    }

    private static ArrayNode.Step Sort(PrimitiveCall call)
    {
        var node = call.Measure;
        var missing = node.Shape.Missing;
        Func<RowKernel> kernel = node.Shape.Type switch
        {
            ElementType.Byte => () => new SortKernel<sbyte>(missing),
            ElementType.Short => () => new SortKernel<short>(missing),
            ElementType.Int => () => new SortKernel<int>(missing),
            ElementType.Long => () => new SortKernel<long>(missing),
            ElementType.Float => static () => new SortKernel<float>(null),
            ElementType.Double => static () => new SortKernel<double>(null),
            _ => throw call.Refused("complex numbers have no order", "Sort a part of them, as oph_gsl_complex_get_abs gives."),
        };
        return new ArrayNode.Step(node.Shape, null, [node], kernel, 0, 20);
    }

    private static ArrayNode Quantize(PrimitiveCall call)
    {
        var (levels, values) = (call.Constants("levels"), call.Constants("values"));
        if (values.Length != levels.Length + 1 || !levels.SequenceEqual(levels.Order()))
        {
            throw call.Refused("levels", "does not fit: ascending levels and one value more are expected", "Write oph_to_bin('5,10') and oph_to_bin('0,0.5,1').");
        }

        return ArrayNodes.Line([call.Measure], call.Measure.Shape.Length, () => (inputs, output) => Quantize(inputs[0], output, levels, values), 0, call.Measure.Map);
    }

    private static void Quantize(ReadOnlySpan<double> line, Span<double> output, double[] levels, double[] values)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var (low, high) = (0, levels.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = line[i] <= levels[middle] ? (low, middle) : (middle + 1, high);
            }

            output[i] = double.IsNaN(line[i]) ? double.NaN : values[low];
        }
    }
}
