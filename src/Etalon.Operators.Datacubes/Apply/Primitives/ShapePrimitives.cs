using System.Collections.Immutable;
using System.Globalization;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that put elements in other places.</summary>
internal static class ShapePrimitives
{
    private const int Longest = 1 << 28;

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new("oph_reverse", PrimitiveKind.Simple, "The array from its end to its beginning.", [Measure])
        {
            Bind = static call => Moved(call, static (i, length) => length - 1 - i),
        },
        new("oph_rotate", PrimitiveKind.Simple, "Elements move to the right; what leaves at the end comes in at the beginning.", [Measure, Number("offset", "how far; negative to the left", "0")])
        {
            Bind = static call =>
            {
                var offset = call.Whole("offset", -Longest, Longest);
                return Moved(call, (i, length) => (((i - offset) % length) + length) % length);
            },
        },
        new(
            "oph_shift", PrimitiveKind.Simple, "Elements move to the right, and what leaves is lost.",
            [Measure, Number("offset", "how far; negative to the left", "0"), CommonArguments.Filling with { Default = "0" }])
        {
            Bind = static call =>
            {
                var offset = call.Whole("offset", -Longest, Longest);
                return Moved(call, (i, length) => i - offset >= 0 && i - offset < length ? i - offset : -1);
            },
        },
        new(
            "oph_padding", PrimitiveKind.Simple, "The array, filled up at the end.",
            [Measure, Number("size", "elements of the result, unless the array has more", "0"), CommonArguments.Filling with { Default = "0" }])
        {
            Bind = static call =>
            {
                var node = call.Measure;
                var plan = new GatherPlan();
                plan.Add(0, 0, 1, node.Shape.Length);
                plan.Add(-1, 0, 1, Math.Max(0, call.Whole("size", 0, Longest) - node.Shape.Length));
                return Filled(call, node, plan);
            },
        },
        new(
            "oph_extend", PrimitiveKind.Simple, "The array several times.",
            [Measure, Number("number", "how many times", "1"), Text("mode", "'a' array by array, 'i' every element several times", "'a'")])
        {
            Bind = Extend,
        },
        new(
            "oph_permute", PrimitiveKind.Simple, "The dimensions of the array in another order.",
            [
                Measure, Text("permutation", "numbers of the dimensions in their new order, outermost first, as '2,1'"),
                Number("sizes", "lengths of the dimensions as they are, innermost first") with { Repeats = true },
            ])
        {
            Bind = Permute,
        },
        Joined("oph_concat", "Arrays one behind the other."),
        Joined("oph_append", "Arrays one behind the other."),
        new("oph_concat2", PrimitiveKind.Simple, "A second array behind the first.", [A, B])
        {
            Bind = static call => Append(call, [call.Array("a"), call.Array("b")]),
        },
        new("oph_interlace", PrimitiveKind.Reduce, "Elements of several arrays in turn.", [Arrays])
        {
            Bind = static call => Interlace(call, call.Arrays("arrays"), []),
        },
        new(
            "oph_interlace2", PrimitiveKind.Reduce, "Blocks of elements of several arrays in turn.",
            [Array("counts", "elements taken of each array at a time, as oph_to_bin('2,1'), or NULL for one each", "NULL"), Arrays])
        {
            Bind = static call => Interlace(call, call.Arrays("arrays"), call.Has("counts") ? call.Constants("counts") : []),
        },
        new(
            "oph_expand", PrimitiveKind.Simple, "Elements put where their indexes lie on an evenly spaced list.",
            [
                Measure, Array("indexes", "the index of each element, such as dimension"), Number("start", "the first index of the list; left out, that of the first element", "NAN"),
                Number("stride", "the distance of indexes", "1"), Number("stop", "the last index; left out, that of the last element", "NAN"),
                Text("filling", "what is written where no element lies: a number, 'nan', or 'interp' for the index itself", "'nan'"),
            ])
        {
            Bind = Expand,
        },
    ];

    /// <summary>Arrays of one type, that of the result.</summary>
    private static ImmutableArray<ArrayNode> Alike(PrimitiveCall call, IReadOnlyList<ArrayNode> nodes)
    {
        var type = call.OutputType ?? nodes[0].Shape.Type;
        return [.. nodes.Select(node => ArrayNodes.Convert(node, type, nodes[0].Shape.Missing))];
    }

    private static Primitive Joined(string name, string doc) => new(name, PrimitiveKind.Simple, doc, [Arrays])
    {
        Bind = static call => Append(call, call.Arrays("arrays")),
    };

    private static ArrayNode Moved(PrimitiveCall call, Func<int, int, int> place)
    {
        var node = call.Measure;
        var length = node.Shape.Length;
        return Filled(call, node, GatherPlan.Of(Enumerable.Range(0, length).Select(i => place(i, length))));
    }

    private static ArrayNode Filled(PrimitiveCall call, ArrayNode node, GatherPlan plan)
    {
        var needsFilling = plan.Segments.Any(segment => segment.Input < 0);
        return ArrayNodes.Gather(plan, [node], needsFilling ? Datacubes.Filling.Of(call, node.Shape, "filling", call.Number("filling")) : []);
    }

    private static ArrayNode Extend(PrimitiveCall call)
    {
        var node = call.Measure;
        var length = node.Shape.Length;
        var number = call.Whole("number", 1, Longest / length);
        var plan = new GatherPlan();
        if (string.Equals(call.Choice("mode", "mode", ["a", "i"]), "a", StringComparison.Ordinal))
        {
            for (var i = 0; i < number; i++)
            {
                plan.Add(0, 0, 1, length);
            }
        }
        else
        {
            for (var i = 0; i < length; i++)
            {
                plan.Add(0, i, 0, number);
            }
        }

        return ArrayNodes.Gather(plan, [node]);
    }

    private static ArrayNode Permute(PrimitiveCall call)
    {
        var node = call.Measure;
        var rank = call.Count("sizes");
        var sizes = Enumerable.Range(0, rank).Select(i => call.Whole("sizes", 1, Longest, rank - 1 - i)).ToArray();
        var order = TypePrimitives.Numbers(call, "permutation").Select(number => (int)number - 1).ToArray();
        if (!order.Order().SequenceEqual(Enumerable.Range(0, rank)) || sizes.Aggregate(1.0, (product, size) => product * size) != node.Shape.Length)
        {
            throw call.Refused(
                "permutation", $"does not fit the sizes {string.Join(" x ", sizes)} of {node.Shape.Length} elements",
                "Name every dimension once, and give all their lengths.");
        }

        var strides = new int[rank];
        for (var (i, stride) = (rank - 1, 1); i >= 0; i--)
        {
            strides[i] = stride;
            stride *= sizes[i];
        }

        return ArrayNodes.Gather(GatherPlan.Of(Enumerable.Range(0, node.Shape.Length).Select(at => Permuted(at, order, sizes, strides))), [node]);
    }

    private static int Permuted(int at, int[] order, int[] sizes, int[] strides)
    {
        var from = 0;
        for (var i = order.Length - 1; i >= 0; i--)
        {
            from += at % sizes[order[i]] * strides[order[i]];
            at /= sizes[order[i]];
        }

        return from;
    }

    private static ArrayNode Append(PrimitiveCall call, IReadOnlyList<ArrayNode> nodes)
    {
        var plan = new GatherPlan();
        for (var i = 0; i < nodes.Count; i++)
        {
            plan.Add(i, 0, 1, nodes[i].Shape.Length);
        }

        return ArrayNodes.Gather(plan, Alike(call, nodes));
    }

    private static ArrayNode Interlace(PrimitiveCall call, IReadOnlyList<ArrayNode> nodes, double[] counts)
    {
        counts = counts.Length == 0 ? [.. nodes.Select(_ => 1.0)] : counts;
        var rounds = nodes[0].Shape.Length / Math.Max(1, counts[0]);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (counts.Length != nodes.Count || Math.Floor(counts[i]) != counts[i] || counts[i] < 1 || nodes[i].Shape.Length != rounds * counts[i])
            {
                throw call.Refused(
                    string.Create(CultureInfo.InvariantCulture, $"arrays of {string.Join(", ", nodes.Select(node => node.Shape.Length))} elements cannot be taken {string.Join(", ", counts)} at a time"),
                    "All arrays must end in the same round.");
            }
        }

        var plan = new GatherPlan();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < nodes.Count; i++)
            {
                plan.Add(i, round * (int)counts[i], 1, (int)counts[i]);
            }
        }

        return ArrayNodes.Gather(plan, Alike(call, nodes));
    }

    private static ArrayNode Expand(PrimitiveCall call)
    {
        var node = call.Measure;
        var indexes = call.Constants("indexes");
        if (indexes.Length != node.Shape.Length)
        {
            throw call.Refused("indexes", $"has {indexes.Length} elements where {node.Shape.Length} are expected", "Give one index per element.");
        }

        var start = double.IsNaN(call.Number("start")) ? indexes[0] : call.Number("start");
        var stop = double.IsNaN(call.Number("stop")) ? indexes[^1] : call.Number("stop");
        var stride = call.Number("stride");
        var count = Math.Floor(((stop - start) / stride) + 1e-9) + 1;
        if (!(count >= 1 && count <= Longest))
        {
            throw call.Refused("stride", "never leads from start to stop", "Give a stride towards stop.");
        }

        var places = new int[(int)count];
        System.Array.Fill(places, -1);
        for (var i = 0; i < indexes.Length; i++)
        {
            // Indexes that differ by rounding only are the same.
            var place = Math.Round((indexes[i] - start) / stride);
            if (place >= 0 && place < count && Math.Abs(start + (place * stride) - indexes[i]) <= 1e-9 * Math.Abs(stride))
            {
                places[(int)place] = i;
            }
        }

        return Spread(call, node, places, start, stride);
    }

    private static ArrayNode Spread(PrimitiveCall call, ArrayNode node, int[] places, double start, double stride)
    {
        var text = call.Text("filling");
        if (string.Equals(text, "interp", StringComparison.OrdinalIgnoreCase))
        {
            var list = ArrayNodes.Constant<double>(ElementType.Double, [.. places.Select((_, i) => start + (i * stride))]);
            var plan = new GatherPlan();
            for (var i = 0; i < places.Length; i++)
            {
                plan.Add(places[i] < 0 ? 1 : 0, places[i] < 0 ? i : places[i]);
            }

            return ArrayNodes.Gather(plan, [node, ArrayNodes.Convert(list, node.Shape.Type, node.Shape.Missing)]);
        }

        var isNan = string.Equals(text, "nan", StringComparison.OrdinalIgnoreCase);
        var number = double.NaN;
        return isNan || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            ? ArrayNodes.Gather(GatherPlan.Of(places), [node], Datacubes.Filling.Of(call, node.Shape, "filling", isNan ? double.NaN : number))
            : throw call.Refused("filling", $"is '{text}'", "Write a number, 'nan' or 'interp'.");
    }
}
