using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

/// <summary>Calls of operators on cubes made up for a test.</summary>
internal static class TranslationCase
{
    /// <summary>A kept cube of float32 over rows and arrays; an axis called time has days.</summary>
    public static CubeInput Cube(string rows, string arrays, string calendar = "standard", double start = 0, double step = 1)
    {
        var axes = $"{rows},{arrays}".Split(',', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('=')).ToArray();
        var isRow = rows.Split(',').Length;
        var info = new CubeInfo("tas", [.. axes.Select(axis => Axis(axis[0], long.Parse(axis[1], System.Globalization.CultureInfo.InvariantCulture), calendar, start, step))], SampleType.Float32);
        var dimensions = info.Axes.Select((axis, i) => new OphidiaDimension(axis.Name, "double", axis.Length, rows.Length == 0 || i >= isRow));
        return new CubeInput(new OphidiaCube("tas", "float", [.. dimensions], new KeptCube("11111111-1111-1111-1111-111111111111", "tas")) { Fragmentation = new(1, 2, 3) }, info);
    }

    /// <summary>The draft of a call.</summary>
    public static OphidiaCube Draft(string command, bool isStrict, params CubeInput[] cubes)
    {
        var space = command.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? command : command[..space];
        var translation = CubeTranslations.All.Single(one => string.Equals(one.Manual.Name, name, StringComparison.Ordinal));
        var pairs = space < 0 ? [] : command[(space + 1)..].Split(';').Select(pair => (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        var pids = string.Join('|', cubes.Select((_, i) => $"c{i}"));
        var arguments = new OphidiaArguments(translation.Manual, new OphidiaTask("t", name, [("cube", cubes.Length == 1 ? "c0" : "-"), ("cubes", pids), .. pairs], []));
        return translation.Draft(new CubeTask(arguments, [.. cubes], isStrict));
    }

    /// <summary>The steps of a recipe, first to last, as operator and settings.</summary>
    public static ImmutableArray<(string Operator, JsonObject Settings)> Steps(CubeRecipe recipe) => recipe is CubeStep step
        ? [.. step.Inputs.SelectMany(input => input.Recipes).Take(1).SelectMany(input => Steps(input)), (step.Operator, step.Settings)]
        : [];

    private static Axis Axis(string name, long length, string calendar, double start, double step) => string.Equals(name, "time", StringComparison.Ordinal)
        ? new Axis(name, length) { Unit = "days since 2000-01-01", Calendar = calendar, Coordinates = new RegularCoordinates(start, step, length) }
        : new Axis(name, length) { Coordinates = new RegularCoordinates(10, 10, length) };
}
