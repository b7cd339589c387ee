using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>
/// Cuts a query into stages: what is within the aggregate row by row, the aggregate over the rows, what stands around it on the row that
/// is left. The whole query is bound first, so that refusals speak of it as it was written.
/// </summary>
/// <param name="parameters">What the user chose.</param>
/// <param name="cube">What comes in.</param>
internal sealed class ApplyStages(Apply.Parameters parameters, CubeInfo cube)
{
    /// <summary>Added to the seed for what stands around an aggregate, so that its random numbers are others.</summary>
    private const long OuterSeed = 1_000_003;

    private readonly ApplyAxes _axes = ApplyAxes.Of(cube, parameters.Array);

    private string[] RowNames => [.. _axes.Rows.Select(axis => cube.Axes[axis].Name)];

    /// <summary>Adds the steps.</summary>
    public void AddTo(GraphBuilder graph, string port)
    {
        var syntax = ApplyParser.Parse(parameters.Query);
        var binder = ApplyRows.Binder(parameters, _axes);
        binder.WithAggregates(syntax);
        var input = graph.Input(port);
        if (binder.Aggregates.Count == 0)
        {
            Add(graph, "rows", "apply-rows", Settings(parameters), input);
            graph.Output("cube", new GraphLink("rows", "cube"));
            return;
        }

        var aggregate = binder.Aggregates[0];
        ApplyNesting.Check(syntax, binder.Aggregates);
        if (aggregate.Node is { Fold: null, Rows: 1 })
        {
            // Rolling up single rows changes nothing.
            var query = ApplyWriter.Text(syntax, part => ReferenceEquals(part, aggregate.Syntax) ? ApplyWriter.Text(aggregate.Measure) : null);
            Add(graph, "rows", "apply-rows", Settings(parameters with { Query = query }), input);
            graph.Output("cube", new GraphLink("rows", "cube"));
            return;
        }

        var (inner, link) = Inner(graph, input, aggregate);
        var (folded, array, left) = aggregate.Node.Fold is { } fold ? Fold(graph, link, inner, aggregate, fold) : RollUp(graph, link, inner, aggregate);
        Add(graph, "named", "apply-named", new JsonObject { ["query"] = parameters.Query }, Outer(graph, left, folded, array, syntax, aggregate));
        graph.Output("cube", new GraphLink("named", "cube"));
    }

    private static void Add(GraphBuilder graph, string id, string name, JsonObject settings, GraphLink from) => graph.Add(id, name, settings, ("cube", from));

    private static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)name)];

    /// <summary>The settings of <c>apply-rows</c>.</summary>
    private static JsonObject Settings(Apply.Parameters given)
    {
        var settings = new JsonObject
        {
            ["query"] = given.Query,
            ["array"] = Names(given.Array.IsDefault ? [] : given.Array),
            ["measureType"] = given.MeasureType == ApplyTyping.Manual ? "manual" : "auto",
            ["checkType"] = given.CheckType == ApplyTypeCheck.Yes ? "yes" : "no",
            ["strict"] = given.Strict,
            ["dimQuery"] = given.DimQuery,
            ["coordinates"] = given.Coordinates == ApplyCoordinates.Numbers ? "numbers" : "middle",
            ["keepAxes"] = given.KeepAxes,
            ["name"] = given.Name,
            ["seed"] = given.Seed,
        };
        foreach (var (name, number) in new[] { ("missing", given.Missing), ("resultMissing", given.ResultMissing) })
        {
            if (number is { } value && !double.IsNaN(value))
            {
                settings[name] = value;
            }
        }

        return settings;
    }

    /// <summary>The rows that are aggregated: those of the cube, or what an expression makes of them.</summary>
    private (CubeInfo Cube, GraphLink Link) Inner(GraphBuilder graph, GraphLink input, BoundAggregate aggregate)
    {
        var isOrdered = _axes.Array.SequenceEqual(_axes.Array.Order());
        var isPlain = aggregate.Measure is ApplySyntax.Name && parameters.Missing is null && aggregate.Missing is null;
        var type = ElementTypes.Of(cube.Type);
        var isSeen = ElementTypes.Seen(type) == type || type == ElementType.SmallComplex;
        if (isPlain && isOrdered && isSeen)
        {
            return (cube, input);
        }

        var inner = parameters with
        {
            Query = ApplyWriter.Text(aggregate.Measure),
            Array = _axes.Names,
            ResultMissing = aggregate.Missing,
            DimQuery = "",
            Name = "",
            KeepAxes = false,
        };
        Add(graph, "rows", "apply-rows", Settings(inner), input);
        return (new ApplyRows().Describe(inner, Inputs.Of(("cube", cube))).Outputs[0], new GraphLink("rows", "cube"));
    }

    private (CubeInfo Cube, string[] Array, GraphLink Link) Fold(GraphBuilder graph, GraphLink link, CubeInfo inner, BoundAggregate aggregate, RowFold fold)
    {
        var settings = new JsonObject { ["operation"] = fold.ToString().ToLowerInvariant(), ["axes"] = Names(RowNames) };
        var folding = new ApplyFold.Parameters(fold, [.. RowNames]);
        if (aggregate.Node.Mask.Length > 0)
        {
            settings["mask"] = aggregate.Node.Mask;
            folding = folding with { Mask = aggregate.Node.Mask };
        }

        Add(graph, "fold", "apply-fold", settings, link);
        var folded = new ApplyFold().Describe(folding, Inputs.Of(("cube", inner))).Outputs[0];
        return (folded, [.. folded.Axes.Select(axis => axis.Name)], new GraphLink("fold", "cube"));
    }

    /// <summary>Neighbouring rows are those along the last axes of the rows, which therefore become axes of the array.</summary>
    private (CubeInfo Cube, string[] Array, GraphLink Link) RollUp(GraphBuilder graph, GraphLink link, CubeInfo inner, BoundAggregate aggregate)
    {
        var rows = RowNames;
        var taken = new Stack<string>();
        var rest = (long)aggregate.Node.Rows;
        for (var at = rows.Length - 1; at >= 0 && rest > 1; at--)
        {
            var length = inner.Axes[inner.IndexOf(rows[at])].Length;
            if (rest % length == 0)
            {
                taken.Push(rows[at]);
                rest /= length;
                continue;
            }

            if (length % rest != 0)
            {
                break;
            }

            var groups = new ApplyGroups.Parameters(rows[at], (int)rest);
            Add(graph, "groups", "apply-groups", new JsonObject { ["axis"] = groups.Axis, ["count"] = groups.Count }, link);
            (inner, link) = (new ApplyGroups().Describe(groups, Inputs.Of(("cube", inner))).Outputs[0], new GraphLink("groups", "cube"));
            taken.Push(ApplyGroups.MemberAxis(rows[at]));
            rest = 1;
        }

        if (rest > 1)
        {
            var lengths = string.Join(" x ", rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row} {cube.Axes[cube.IndexOf(row)].Length}")));
            throw ApplyError.In(
                aggregate.Syntax.Primitive, aggregate.Syntax.Column, $"groups of {aggregate.Node.Rows} rows do not end where rows of an axis end; the rows are {lengths}",
                "Give a divisor of the last length, or a product of last lengths and a divisor of the next.");
        }

        var array = inner.Axes.Select(axis => axis.Name).Except(rows, StringComparer.Ordinal).Except(taken, StringComparer.Ordinal);
        var ordered = link.Node is "rows" ? array : _axes.Names.Intersect(array, StringComparer.Ordinal);
        return (inner, [.. taken, .. ordered], link);
    }

    /// <summary>What stands around the aggregate, in the type that is asked for.</summary>
    private GraphLink Outer(GraphBuilder graph, GraphLink link, CubeInfo folded, string[] array, ApplySyntax syntax, BoundAggregate aggregate)
    {
        var measure = Cast(folded, aggregate);
        var query = ApplyWriter.Text(syntax, part => part switch
        {
            _ when ReferenceEquals(part, aggregate.Syntax) => measure,
            ApplySyntax.Name name when name.Word.Equals("dimension", StringComparison.OrdinalIgnoreCase) => Dimension(),
            _ => null,
        });
        var outer = parameters with { Query = query, Array = [.. array], Missing = null, Seed = unchecked(parameters.Seed + OuterSeed) };
        var isDone = query is "measure" && outer is { ResultMissing: null, DimQuery: "", Coordinates: ApplyCoordinates.Middle, Name: "" };
        if (isDone && folded.Axes.TakeLast(array.Length).Select(axis => axis.Name).SequenceEqual(array, StringComparer.Ordinal))
        {
            return link;
        }

        Add(graph, "result", "apply-rows", Settings(outer), link);
        return new GraphLink("result", "cube");
    }

    private static string Cast(CubeInfo folded, BoundAggregate aggregate)
    {
        var wanted = aggregate.Result.Shape;
        if (wanted.Type.IsComplex())
        {
            return "measure";
        }

        var filling = wanted.Type.IsInteger() ? (double?)wanted.Missing : aggregate.Missing;
        if (filling is { } missing)
        {
            return $"oph_cast('','{wanted.Type.Name()}',measure,nan,{ApplyWriter.Number(missing)})";
        }

        return ElementTypes.Seen(ElementTypes.Of(folded.Type)) == wanted.Type ? "measure" : $"oph_cast('','{wanted.Type.Name()}',measure)";
    }

    /// <summary>The coordinates as they were before the aggregate.</summary>
    private string Dimension()
    {
        var values = ArrayNodes.Values((ArrayNode.Constant)_axes.Dimension()!);
        return $"oph_to_bin('','','{string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}')";
    }
}
