using System.Globalization;
using static Etalon.Operators.Datacubes.CommonArguments;

namespace Etalon.Operators.Datacubes;

/// <summary>Primitives that take elements out of arrays.</summary>
internal static class SelectionPrimitives
{
    /// <summary>Dimensions that oph_get_subarray3 cuts at once.</summary>
    private const int MostDimensions = 6;

    /// <summary>All of them.</summary>
    public static IEnumerable<Primitive> All { get; } =
    [
        new(
            "oph_get_subarray", PrimitiveKind.Simple, "A run of elements.",
            [Measure, Number("start", "the first element, counted from 1", "1"), Number("count", "how many; 0 for all that follow", "0")])
        {
            Aliases = ["oph_subarray"],
            Bind = Run,
        },
        new(
            "oph_get_subarray2", PrimitiveKind.Simple, "Chosen elements, along one dimension of the array.",
            [
                Measure, Text("subset", "elements, as '1:2:8,30:33,end'"), Number("block", "elements that vary faster than the dimension", "1"),
                Number("size", "length of the dimension; 0 for all there is", "0"),
            ])
        {
            Bind = static call => Chosen(call, ""),
        },
        new("oph_get_subarray3", PrimitiveKind.Simple, "Chosen elements, along several dimensions of the array.", [Measure, .. Dimensions()])
        {
            Bind = Box,
        },
        new(
            "oph_extract", PrimitiveKind.Simple, "The elements at the places listed.",
            [Measure, Array("indexes", "places counted from 1, as oph_to_bin('','OPH_LONG','3,1,2')")])
        {
            Bind = static call => ArrayNodes.Gather(
                GatherPlan.Of(call.Constants("indexes").Select(index => Place(call, index, call.Measure.Shape.Length))), [call.Measure]),
        },
        new(
            "oph_get_index_array", PrimitiveKind.Simple, "The numbers from one to another.",
            [Number("start", "the first"), Number("stop", "the last"), Number("stride", "the distance between two", "1")])
        {
            ResultType = "oph_long",
            Bind = Indexes,
        },
    ];

    private static IEnumerable<PrimitiveArgument> Dimensions()
    {
        for (var i = 1; i <= MostDimensions; i++)
        {
            var suffix = i == 1 ? "" : i.ToString(CultureInfo.InvariantCulture);
            yield return Text($"subset{suffix}", "elements along a dimension, as '1:2:8,30:33,end'", "'1:end'");
            yield return Number($"block{suffix}", "elements that vary faster than that dimension", "1");
            yield return Number($"size{suffix}", "length of that dimension; 0 for all there is", "0");
        }
    }

    private static int Place(PrimitiveCall call, double index, int length) => Math.Floor(index) == index && index >= 1 && index <= length
        ? (int)index - 1
        : throw call.Refused(
            "indexes", string.Create(CultureInfo.InvariantCulture, $"has the index {index}"),
            string.Create(CultureInfo.InvariantCulture, $"Indexes are whole numbers from 1 to {length}."));

    private static ArrayNode Run(PrimitiveCall call)
    {
        var length = call.Measure.Shape.Length;
        var start = call.Whole("start", 1, length) - 1;
        var count = call.Whole("count", 0, length - start);
        var plan = new GatherPlan();
        plan.Add(0, start, 1, count == 0 ? length - start : count);
        return ArrayNodes.Gather(plan, [call.Measure]);
    }

    private static ArrayNode Chosen(PrimitiveCall call, string suffix)
    {
        var (block, size) = ReductionPrimitives.Dimension(call, $"block{suffix}", $"size{suffix}");
        var chosen = IndexFilter.Of(call, $"subset{suffix}", call.Text($"subset{suffix}"), size);
        var plan = new GatherPlan();
        for (var outer = 0; outer < call.Measure.Shape.Length / (block * size); outer++)
        {
            foreach (var index in chosen)
            {
                plan.Add(0, ((outer * size) + index) * block, 1, block);
            }
        }

        return ArrayNodes.Gather(plan, [call.Measure]);
    }

    /// <summary>Several dimensions: elements stay in their order.</summary>
    private static ArrayNode Box(PrimitiveCall call)
    {
        if (!call.Has("subset2"))
        {
            return Chosen(call, "");
        }

        var length = call.Measure.Shape.Length;
        var isChosen = new bool[length];
        System.Array.Fill(isChosen, value: true);
        for (var i = 1; i <= MostDimensions; i++)
        {
            var suffix = i == 1 ? "" : i.ToString(CultureInfo.InvariantCulture);
            if (!call.Has($"subset{suffix}"))
            {
                continue;
            }

            var (block, size) = ReductionPrimitives.Dimension(call, $"block{suffix}", $"size{suffix}");
            var chosen = IndexFilter.Of(call, $"subset{suffix}", call.Text($"subset{suffix}"), size).ToHashSet();
            for (var index = 0; index < length; index++)
            {
                isChosen[index] &= chosen.Contains(index / block % size);
            }
        }

        return ArrayNodes.Gather(GatherPlan.Of(Enumerable.Range(0, length).Where(index => isChosen[index])), [call.Measure]);
    }

    private static ArrayNode.Constant Indexes(PrimitiveCall call)
    {
        const int Most = 1 << 24;
        var start = call.Whole("start", -Most, Most);
        var stop = call.Whole("stop", -Most, Most);
        var stride = call.Whole("stride", -Most, Most);
        if (stride == 0 || (long)(stop - start) * stride < 0)
        {
            throw call.Refused("stride", "never leads from start to stop", "Give a stride towards stop.");
        }

        var values = new long[((stop - start) / stride) + 1];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = start + ((long)i * stride);
        }

        return ArrayNodes.Constant<long>(ElementType.Long, values);
    }
}
