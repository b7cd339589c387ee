using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary><c>oph_importnc</c> and its kin, <c>oph_importfits</c>: what a file holds becomes a cube, by way of a selection and of another order of its dimensions.</summary>
public static class ImportTranslation
{
    /// <summary>The recipe that opens a variable of one file, or of several that go on from one to the next.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="variable">The variable.</param>
    /// <param name="along">The dimension along which several files go on.</param>
    public static CubeStep Open(IReadOnlyList<string> paths, string variable, string along)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var opened = paths
            .Select(path => new CubeStep("import", new JsonObject { ["path"] = path, ["cubes"] = new JsonArray(variable) }))
            .ToImmutableArray<CubeRecipe>();
        return opened.Length == 1
            ? (CubeStep)opened[0]
            : new CubeStep("concatenate", new JsonObject { ["axis"] = along, ["name"] = variable }, ("cubes", opened));
    }

    /// <summary>
    /// The variable with what the task says of its time: dimensions that are called <c>oph_time</c> and whose file has no moment to count from take
    /// <c>base_time</c>, <c>calendar</c> and, where the file has no unit either, <c>units</c>.
    /// </summary>
    /// <param name="arguments">Those of the task.</param>
    /// <param name="variable">What <paramref name="opened"/> gives.</param>
    /// <param name="opened">The recipe that opens it.</param>
    public static (CubeInfo Variable, CubeStep Opened) WithTime(OphidiaArguments arguments, CubeInfo variable, CubeStep opened)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(variable);
        var (rows, arrays) = Roles(arguments, variable);
        Axis[] all = [.. rows, .. arrays];
        var hierarchies = Each(arguments, "hierarchy", all.Length);
        foreach (var axis in all.Where((axis, i) => !axis.IsTime && string.Equals(hierarchies[i], "oph_time", StringComparison.Ordinal)))
        {
            var known = GivenTime.Of(arguments, axis);
            variable = variable.With(known);
            var settings = new JsonObject { ["axis"] = known.Name, ["axisUnit"] = known.Unit, ["calendar"] = known.Calendar };
            if (!Equals(known.Coordinates, axis.Coordinates))
            {
                settings["values"] = new JsonArray([.. known.Coordinates!.ToArray().Select(static value => (JsonNode)value)]);
            }

            opened = CubeStep.Of("set-coordinates", opened, settings);
        }

        return (variable, opened);
    }

    /// <summary>The cube that an import makes.</summary>
    /// <param name="arguments">Those of the task.</param>
    /// <param name="variable">What <paramref name="opened"/> gives.</param>
    /// <param name="opened">The recipe that opens it.</param>
    /// <param name="isStrict">Whether what the original gets silently wrong is kept.</param>
    /// <param name="origin">What the first place of a dimension is called in selections.</param>
    public static OphidiaCube Draft(OphidiaArguments arguments, CubeInfo variable, CubeStep opened, bool isStrict, long origin = 0)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(variable);
        var (rows, arrays) = Roles(arguments, variable);
        var chosen = SubsetTranslation.Selections(arguments, variable, isStrict, origin);
        long Size(Axis axis) => AxisPlaces.Parse((string?)chosen[axis.Name] ?? "", axis.Length).Count;
        CubeStep recipe = chosen.Count == 0 ? opened : CubeStep.Of("subset", opened, new JsonObject { ["axes"] = chosen.DeepClone() });
        Axis[] order = [.. rows, .. arrays];
        if (!order.SequenceEqual(variable.Axes))
        {
            recipe = CubeStep.Of("transpose", recipe, new JsonObject { ["order"] = string.Join(',', order.Select(static axis => axis.Name)) });
        }

        var levels = Levels(arguments, rows, arrays);
        var dimensions = order.Select((axis, i) => new OphidiaDimension(axis.Name, TypeOf(axis), Size(axis), i >= rows.Length)
        {
            Hierarchy = levels[i].Hierarchy,
            ConceptLevel = levels[i].Level,
        });
        return new OphidiaCube(arguments.Text("measure") ?? variable.Name, OphidiaTypes.Name(variable.Type), [.. dimensions], recipe)
        {
            Fragmentation = ImportFragments.Of(arguments, [.. rows.Select(Size)]),
            Description = arguments.Text("description") ?? "",
        };
    }

    /// <summary>The dimensions of rows and those of arrays.</summary>
    private static (Axis[] Rows, Axis[] Arrays) Roles(OphidiaArguments arguments, CubeInfo variable)
    {
        var rows = Named(arguments, "exp_dim", variable);
        var arrays = Named(arguments, "imp_dim", variable);
        rows ??= arrays is null ? [.. variable.Axes.Take(variable.Rank - 1)] : [.. variable.Axes.Except(arrays)];
        arrays ??= [.. variable.Axes.Except(rows)];
        if (rows.Intersect(arrays).FirstOrDefault() is { } both)
        {
            throw arguments.Bad("exp_dim", $"and imp_dim both name '{both.Name}'");
        }

        Axis[] missing = [.. variable.Axes.Except(rows).Except(arrays)];
        return missing.Length == 0
            ? (rows, arrays)
            : throw arguments.Bad("exp_dim", $"and imp_dim leave out {string.Join(", ", missing.Select(static axis => $"'{axis.Name}'"))}; every dimension of the variable is one or the other");
    }

    private static Axis[]? Named(OphidiaArguments arguments, string key, CubeInfo variable)
    {
        if (arguments.List(key) is not [_, ..] names || names is ["auto"])
        {
            return null;
        }

        var repeated = names.GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1);
        return repeated is null
            ? [.. names.Select(name => variable.Find(name) is var at && at >= 0 ? variable.Axes[at] : throw Refusal.Unknown("dimension", name, variable.Axes.Select(static axis => axis.Name)))]
            : throw arguments.Bad(key, $"names '{repeated.Key}' twice");
    }

    /// <summary>Hierarchies and concept levels; an axis of time is one of time, whatever the default says, and its level is that of its values.</summary>
    private static (string Hierarchy, string Level)[] Levels(OphidiaArguments arguments, Axis[] rows, Axis[] arrays)
    {
        Axis[] all = [.. rows, .. arrays];
        var hierarchies = Each(arguments, "hierarchy", all.Length);
        ImmutableArray<string> levels = [.. Each(arguments, "exp_concept_level", rows.Length), .. Each(arguments, "imp_concept_level", arrays.Length)];
        return
        [
            .. all.Select((axis, i) =>
            {
                var isTime = axis.IsTime || string.Equals(hierarchies[i], "oph_time", StringComparison.Ordinal);
                var isGiven = !string.Equals(levels[i], "c", StringComparison.Ordinal);
                return (isTime ? "oph_time" : hierarchies[i], isGiven || !axis.IsTime ? levels[i] : TimeLevel.Of(axis));
            }),
        ];
    }

    private static ImmutableArray<string> Each(OphidiaArguments arguments, string key, int count)
    {
        var given = arguments.List(key);
        return given.Length == count || count == 0 ? given
            : given.Length == 1 ? [.. Enumerable.Repeat(given[0], count)]
            : throw arguments.Bad(key, $"has {given.Length} values; it has one, or one for each of the {count} dimensions");
    }

    private static string TypeOf(Axis axis) => axis.Coordinates is null or LabelCoordinates ? "long" : "double";
}
