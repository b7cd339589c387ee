using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary><c>oph_subset</c>: parts of dimensions by place, coordinate or time.</summary>
public sealed class SubsetTranslation() : SingleCube(CubeManuals.Subset)
{
    /// <inheritdoc />
    public override OphidiaCube Draft(CubeTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var axes = Selections(task.Arguments, task.Inputs[0].Info, task.IsStrict);
        return axes.Count == 0 ? task.Draft(task.Cube.Recipe) : task.Draft(CubeStep.Of("subset", task.Cube.Recipe, new JsonObject { ["axes"] = axes }));
    }

    /// <summary>What is taken of each dimension named, as the native operator reads it.</summary>
    /// <param name="arguments">Those of the task.</param>
    /// <param name="info">The axes.</param>
    /// <param name="isStrict">Whether what the original gets silently wrong is kept.</param>
    /// <param name="origin">What the first place is called: 1 in cubes, 0 in files.</param>
    /// <param name="mayWiden">Whether the operator's argument <c>offset</c> widens intervals.</param>
    public static JsonObject Selections(OphidiaArguments arguments, CubeInfo info, bool isStrict, long origin = 1, bool mayWiden = true)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(info);
        var names = arguments["subset_dims"] is "none" ? [] : arguments.List("subset_dims");
        var filters = arguments["subset_filter"].Split('|', StringSplitOptions.TrimEntries);
        var types = arguments.List("subset_type");
        var offsets = mayWiden ? arguments.List("offset") : [];
        if (names.Length != filters.Length && !(names.Length == 0 && filters is ["all" or "none"]))
        {
            throw arguments.Bad("subset_filter", string.Create(CultureInfo.InvariantCulture, $"has {filters.Length} parts for {names.Length} dimensions; it has one for each, between bars"));
        }

        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw arguments.Bad("subset_dims", "names a dimension twice");
        }

        var axes = new JsonObject();
        for (var i = 0; i < names.Length; i++)
        {
            var (axis, filter) = (Find(info, names[i]), filters[i]);
            if (filter is not ("all" or "none" or ""))
            {
                var isCoordinate = string.Equals(types[Math.Min(i, types.Length - 1)], "coord", StringComparison.Ordinal);
                var offset = offsets.Length == 0 ? 0 : Offset(arguments, offsets[Math.Min(i, offsets.Length - 1)]);
                axes[names[i]] = Places(axis, filter, isCoordinate, offset, (arguments.IsYes("time_filter"), isStrict), origin).ToSelection();
            }
        }

        return axes;
    }

    private static Axis Find(CubeInfo info, string name) =>
        info.Find(name) is var at && at >= 0 ? info.Axes[at] : throw Refusal.Unknown("dimension", name, info.Axes.Select(static axis => axis.Name));

    private static PlaceSet Places(Axis axis, string filter, bool isCoordinate, double offset, (bool MayBeTime, bool IsStrict) time, long origin)
    {
        // Dates look like no places and no numbers, but for a lone year, which where coordinates are wanted means the year.
        var isYear = isCoordinate && filter.Length == 4 && filter.All(char.IsAsciiDigit);
        if (time.MayBeTime && axis.IsTime && (DimensionFilter.LooksLikeTime(filter) || isYear))
        {
            return DimensionFilter.ByTime(axis, filter, time.IsStrict);
        }

        return isCoordinate ? DimensionFilter.ByCoordinate(axis, filter, offset) : DimensionFilter.ByPlace(axis, filter, origin);
    }

    private static double Offset(OphidiaArguments arguments, string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw arguments.Bad("offset", $"is '{text}'; it is a number for each dimension, between bars");
}
