using System.Collections.Immutable;
using static Etalon.Ophidia.ManualArguments;

namespace Etalon.Ophidia;

/// <summary>The operators that make cubes of cubes.</summary>
public static class CubeManuals
{
    private static readonly ImmutableArray<string> Statistics =
    [
        "count", "max", "min", "avg", "sum", "std", "var", "cmoment", "acmoment", "rmoment", "armoment", "quantile", "arg_max", "arg_min",
    ];

    private static readonly ImmutableArray<string> Levels = ["s", "m", "v", "Q", "h", "3", "6", "d", "w", "M", "q", "y", "A"];

    private static readonly ImmutableArray<string> Pairs = ["sub", "sum", "mul", "div", "abs", "arg", "corr", "mask", "max", "min", "arg_max", "arg_min"];

    private static readonly OphidiaArgument Container = Text("container", "-", "Where the result is put; otherwise where the cube is.");

    private static readonly OphidiaArgument Missing =
        Text("missingvalue", "-", "What counts as missing, and what results without any value are; otherwise what the cube says, besides NaN.");

    private static readonly ImmutableArray<OphidiaArgument> Grid =
    [
        ManualArguments.Grid, CheckGrid,
    ];

    private static readonly OphidiaArgument Level = Choice(
        "concept_level", "A", "What belongs together: s second, m minute, v five minutes, Q fifteen, h hour, 3, 6 hours, d day, w week, M month, q quarter, y year, A all.", Levels);

    private static readonly OphidiaArgument Midnight = Choice("midnight", "24", "Whether 00:00 ends a day (24) or begins it (00).", "24", "00");

    private static readonly OphidiaArgument Order = Text("order", "2", "The order of a moment, or the fraction of a quantile.");

    /// <summary>An expression for every row.</summary>
    public static OphidiaManual Apply { get; } = Making(
        "oph_apply", "Computes an expression of array primitives for every row of a cube.",
        Cube,
        Text("query", "measure", "The expression: oph_reduce('oph_float','oph_float',measure,'oph_max')."),
        Text("dim_query", "null", "An expression for the values of the implicit dimension, of 'dimension' or 'measure'; null keeps those of the elements taken."),
        Text("measure", "null", "What the result is called."),
        Choice("measure_type", "manual", "With auto the types of calls are found and not written.", "manual", "auto"),
        Choice("dim_type", "manual", "The same for dim_query.", "manual", "auto"),
        YesNo("check_type", "yes", "Whether types that are written are compared with the real ones."),
        Choice("on_reduce", "skip", "With update, values of a dimension that has become shorter are 1, 2, 3, …", "skip", "update"),
        Choice("compressed", "auto", "Accepted; samples are always kept compressed where that pays.", "yes", "no", "auto"));

    /// <summary>Statistics within the arrays.</summary>
    public static OphidiaManual Reduce { get; } = Making(
        "oph_reduce", "Reduces the arrays of a cube, or groups of neighbouring elements, to one value each.",
        [Cube, Operation(Statistics), Group("elements of the arrays, the innermost first"), Order, Missing, .. Grid]);

    /// <summary>The same by calendar.</summary>
    public static OphidiaManual Reduce2 { get; } = Making(
        "oph_reduce2", "Reduces a dimension of the arrays by days, months, seasons, years, …",
        [Cube, Operation(Statistics), Dimension("the dimension of time within the arrays, or the outermost"), Level, Midnight, Order, Missing, .. Grid]);

    /// <summary>Statistics over rows.</summary>
    public static OphidiaManual Aggregate { get; } = Making(
        "oph_aggregate", "Reduces the rows of a cube, or groups of neighbouring rows, to one row each.",
        [Cube, Operation(Statistics), Group("rows, the innermost explicit dimension first"), Order, Missing, .. Grid]);

    /// <summary>The same by calendar.</summary>
    public static OphidiaManual Aggregate2 { get; } = Making(
        "oph_aggregate2", "Reduces a dimension of the rows by days, months, seasons, years, …",
        [Cube, Operation(Statistics), Dimension("the dimension of time of the rows, or the innermost"), Level, Midnight, Order, Missing, .. Grid]);

    /// <summary>A part of a cube.</summary>
    public static OphidiaManual Subset { get; } = Making("oph_subset", "Takes a part of a cube along any dimensions.", [Cube, .. ManualArguments.Subset, .. Grid]);

    /// <summary>A copy.</summary>
    public static OphidiaManual Duplicate { get; } = Making("oph_duplicate", "Makes the same cube again.", Cube);

    /// <summary>Fewer fragments.</summary>
    public static OphidiaManual Merge { get; } = Making(
        "oph_merge", "Puts neighbouring fragments together; the samples stay as they are.", Cube, Whole("nmerge", "0", "How many fragments become one; 0 for all."));

    /// <summary>More fragments.</summary>
    public static OphidiaManual Split { get; } = Making(
        "oph_split", "Cuts each fragment into several; the samples stay as they are.", Cube, new OphidiaArgument("nsplit", "int", null, "How many fragments each becomes."));

    /// <summary>Rows become arrays.</summary>
    public static OphidiaManual RollUp { get; } = Making(
        "oph_rollup", "Moves the innermost explicit dimensions into the arrays.", Cube, Whole("ndim", "1", "How many dimensions."));

    /// <summary>Arrays become rows.</summary>
    public static OphidiaManual DrillDown { get; } = Making(
        "oph_drilldown", "Moves the outermost implicit dimensions out of the arrays.", Cube, Whole("ndim", "1", "How many dimensions."));

    /// <summary>Another order within arrays.</summary>
    public static OphidiaManual Permute { get; } = Making(
        "oph_permute", "Puts the implicit dimensions into another order.", Cube,
        Several("dim_pos", "The present places of the dimensions, from 1, in their new order: 2,1."));

    /// <summary>Two cubes become one.</summary>
    public static OphidiaManual InterCube { get; } = Making(
        "oph_intercube", "Compares or combines two cubes sample by sample.",
        Text("cube", "-", "The first cube, by its PID.") with { Aliases = ["datacube_input", "datacube_input1", "input_cube"] },
        Text("cube2", "-", "The second cube, by its PID.") with { Aliases = ["datacube_input2", "input_cube2"] },
        List("cubes", "-", "Both cubes between a bar, in place of cube and cube2."),
        Choice("operation", "sub", "What becomes of two samples.", Pairs),
        Missing, Text("measure", "null", "What the result is called.")) with
    { Aliases = ["oph_intercomparison"] };

    /// <summary>Many cubes become one.</summary>
    public static OphidiaManual InterCube2 { get; } = Making(
        "oph_intercube2", "Combines any number of cubes sample by sample.",
        Several("cubes", "The cubes between bars."),
        Choice("operation", "avg", "What becomes of the samples.", "avg", "sum", "mul", "max", "min", "arg_max", "arg_min"),
        Missing, Text("measure", "null", "What the result is called."));

    /// <summary>Arrays one behind the other.</summary>
    public static OphidiaManual MergeCubes { get; } = Making(
        "oph_mergecubes", "Puts the arrays of several cubes into one, element by element or one behind the other.",
        Several("cubes", "The cubes between bars."),
        Choice("mode", "i", "i takes an element of each cube in turn, a puts whole arrays behind one another.", "i", "a"),
        YesNo("hold_values", "no", "Whether values of the implicit dimension stay, which all of them must be different for; otherwise they are 1, 2, 3, …"),
        Whole("number", "1", "How often the first cube is taken."),
        Choice("order", "none", "Accepted; cubes are taken as given.", "none", "source", "max"),
        Description);

    /// <summary>Cubes along a new dimension.</summary>
    public static OphidiaManual MergeCubes2 { get; } = Making(
        "oph_mergecubes2", "Puts several cubes side by side along a new innermost dimension.",
        Several("cubes", "The cubes between bars."),
        Text("dim", "-", "What the new dimension is called; otherwise ensemble."),
        Choice("dim_type", "long", "The type of its values.", "double", "float", "int", "long", "short", "byte"),
        Whole("number", "1", "How often the first cube is taken."),
        Choice("order", "none", "Accepted; cubes are taken as given.", "none", "source", "max"));

    /// <summary>Test data.</summary>
    public static OphidiaManual RandCube { get; } = Random("oph_randcube");

    /// <summary>The same; the original distributes the work otherwise.</summary>
    public static OphidiaManual RandCube2 { get; } = Random("oph_randcube2");

    /// <summary>A cube goes.</summary>
    public static OphidiaManual Delete { get; } = new("oph_delete", "Deletes a cube; what was made from it stays.", OphidiaRole.Write, [Cube]);

    /// <summary>All of them.</summary>
    public static ImmutableArray<OphidiaManual> All =>
    [
        Apply, Reduce, Reduce2, Aggregate, Aggregate2, Subset, Duplicate, Merge, Split, RollUp, DrillDown, Permute, InterCube, InterCube2, MergeCubes,
        MergeCubes2, RandCube, RandCube2, Delete,
    ];

    private static OphidiaManual Making(string name, string doc, params ImmutableArray<OphidiaArgument> arguments) =>
        new(name, doc, OphidiaRole.Write, arguments.Any(static argument => string.Equals(argument.Name, "description", StringComparison.Ordinal))
            ? [.. arguments, Container, Cwd]
            : [.. arguments, Container, Description, Cwd]);

    private static OphidiaArgument Operation(ImmutableArray<string> values) => new("operation", "string", null, "What becomes of the elements.") { Values = values };

    private static OphidiaArgument Group(string what) => Text("group_size", "all", $"How many {what}, become one; all for all.");

    private static OphidiaArgument Dimension(string standard) => Text("dim", "-", $"The dimension; otherwise {standard}.");

    private static OphidiaManual Random(string name) => new(
        name, "Makes a cube of random samples; the same seed gives the same samples.", OphidiaRole.Write,
        [
            Must("container", "Where the cube is put."),
            Cwd,
            Whole("nhost", "0", "Number of hosts the cube would be spread over; 0 for one."),
            Whole("nfrag", "1", "Number of fragments on each host."),
            Whole("ntuple", "0", "Rows in each fragment; 0 for what follows from the dimensions."),
            Must("measure", "What is measured."),
            new OphidiaArgument("measure_type", "string", null, "The type of a sample.") { Values = ["double", "float", "int", "long", "short", "byte"] },
            new OphidiaArgument("exp_ndim", "int", null, "How many of the dimensions number the rows."),
            Several("dim", "The dimensions between bars, those of rows first."),
            Several("dim_size", "Their sizes between bars."),
            List("concept_level", "c", "Their concept levels between bars."),
            Choice("algorithm", "default", "default spreads samples evenly, temperatures like those of air in degrees Celsius.", "default", "temperatures"),
            Choice("policy", "rr", "Accepted; there is one place.", "rr", "port"),
            Choice("compressed", "no", "Accepted; samples are always kept compressed where that pays.", "yes", "no", "auto"),
            Text("host_partition", "auto", "Accepted; there is one place."),
            Text("ioserver", "mysql_table", "Accepted; there is one store."),
            ManualArguments.Grid,
            Run,
            Text("seed", "-", "The same seed gives the same samples; otherwise the number of the task decides."),
            Description,
        ]);
}
