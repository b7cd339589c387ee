using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Values of dimensions under a name: cubes that are said to be on the grid have exactly these.</summary>
/// <param name="Name">What it is called within its container.</param>
/// <param name="Dimensions">Its dimensions.</param>
public sealed record CoordinateGrid(string Name, ImmutableArray<GridDimension> Dimensions)
{
    // Coordinates that were rounded to single precision differ by 1e-5 of a step or so, those of shifted grids by half a step.
    private const double Tolerance = 0.01;

    /// <summary>More values than this are no grid but samples.</summary>
    private const int MostValues = 1_000_000;

    /// <summary>The grid that a cube makes.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="cube">The cube, with sizes settled.</param>
    /// <param name="info">Its axes.</param>
    /// <exception cref="RefusalException"><c>grid-too-large</c>.</exception>
    public static CoordinateGrid Of(string name, OphidiaCube cube, CubeInfo info)
    {
        ArgumentNullException.ThrowIfNull(cube);
        ArgumentNullException.ThrowIfNull(info);
        var count = info.Axes.Sum(static axis => axis.Length);
        return count <= MostValues
            ? new CoordinateGrid(name, [.. cube.Dimensions.Where(static dimension => !dimension.IsReduced).Select(dimension => GridDimension.Of(dimension, info.Axes[info.IndexOf(dimension.Name)]))])
            : throw new RefusalException("grid-too-large", string.Create(CultureInfo.InvariantCulture, $"The dimensions have {count} values; a grid keeps at most {MostValues}."), "Leave 'grid' out: every cube keeps its own values.");
    }

    /// <summary>
    /// The steps that put a cube on the grid: none where its values are those of the grid. Values that were only rounded become those of the grid; others are refused,
    /// unless what the original gets silently wrong is kept: there, the grid's values count whatever the cube's are.
    /// </summary>
    /// <param name="arguments">Those of the task: <c>check_grid</c> wants values that are exactly the grid's.</param>
    /// <param name="recipe">The cube.</param>
    /// <param name="info">Its axes.</param>
    /// <param name="isStrict">Whether what the original gets silently wrong is kept.</param>
    /// <exception cref="RefusalException"><c>bad-argument</c>: the cube is not on this grid.</exception>
    public CubeRecipe Place(OphidiaArguments arguments, CubeRecipe recipe, CubeInfo info, bool isStrict)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(info);
        foreach (var axis in info.Axes)
        {
            var known = Dimensions.FirstOrDefault(dimension => string.Equals(dimension.Name, axis.Name, StringComparison.Ordinal))
                ?? throw arguments.Bad("grid", $"names '{Name}', which has {string.Join(", ", Dimensions.Select(static dimension => $"'{dimension.Name}'"))}; the cube has '{axis.Name}' as well");
            if (known.Size != axis.Length)
            {
                throw arguments.Bad("grid", string.Create(CultureInfo.InvariantCulture, $"names '{Name}', whose '{axis.Name}' has {known.Size} values; that of the cube has {axis.Length}"));
            }

            if (IsSame(arguments, known, axis, isStrict))
            {
                continue;
            }

            recipe = CubeStep.Of("set-coordinates", recipe, new JsonObject
            {
                ["axis"] = axis.Name,
                ["values"] = new JsonArray([.. known.Values.Select(static value => (JsonNode)value)]),
                ["axisUnit"] = known.Unit,
                ["calendar"] = known.Calendar,
            });
        }

        return recipe;
    }

    /// <summary>Writes the dimensions.</summary>
    public JsonArray ToJson() => new([.. Dimensions.Select(static dimension => (JsonNode)dimension.ToJson())]);

    /// <summary>Reads them.</summary>
    public static CoordinateGrid FromJson(string name, JsonArray dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        return new CoordinateGrid(name, [.. dimensions.Select(static item => GridDimension.FromJson(item!.AsObject()))]);
    }

    /// <summary>Whether an axis has the grid's values to the last bit; those that are not even close are refused.</summary>
    private bool IsSame(OphidiaArguments arguments, GridDimension known, Axis axis, bool isStrict)
    {
        if (known.Values.IsEmpty || axis.Coordinates is null or LabelCoordinates)
        {
            // A cube that knows places only takes the grid's values, and a grid of places fits any values.
            return known.Values.IsEmpty;
        }

        var values = axis.Coordinates.ToArray();
        var mustBeExact = arguments.IsYes("check_grid");
        var isAlike = IsTimeAlike(known.Axis, axis);
        var isSame = isAlike && string.Equals(axis.Unit, known.Unit, StringComparison.Ordinal) && values.AsSpan().SequenceEqual(known.Values.AsSpan());
        if (isSame || (isStrict && !mustBeExact))
        {
            return isSame;
        }

        if (!isAlike)
        {
            throw arguments.Bad("grid", $"names '{Name}', whose '{axis.Name}' counts time in another calendar or not at all");
        }

        Check(arguments, known, axis, mustBeExact);
        return false;
    }

    private static bool IsTimeAlike(Axis known, Axis axis) =>
        axis.IsTime == known.IsTime && (!axis.IsTime || ReferenceEquals(CfTime.Of(axis).Calendar, CfTime.Of(known).Calendar));

    /// <summary>Refuses values that are not the grid's; times are compared as moments.</summary>
    private void Check(OphidiaArguments arguments, GridDimension known, Axis axis, bool mustBeExact)
    {
        var values = axis.Coordinates!.ToArray();
        if (axis.IsTime)
        {
            var (own, other) = (CfTime.Of(axis), CfTime.Of(known.Axis));
            values = Array.ConvertAll(values, value => own.Convert(value, other));
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (Math.Abs(values[i] - known.Values[i]) > (mustBeExact ? 0 : Allowed(known.Values, i)))
            {
                throw arguments.Bad(
                    "grid", string.Create(CultureInfo.InvariantCulture, $"names '{Name}', whose '{axis.Name}' has the value {known.Values[i]} at place {i + 1}; the cube has {values[i]} there. Name another grid, or none"));
            }
        }
    }

    private static double Allowed(ImmutableArray<double> values, int at) => values.Length == 1
        ? 1e-6 * Math.Max(1, Math.Abs(values[0]))
        : Tolerance * Math.Abs(at == 0 ? values[1] - values[0] : values[at] - values[at - 1]);
}
