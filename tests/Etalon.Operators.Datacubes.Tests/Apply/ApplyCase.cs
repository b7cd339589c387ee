using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Runs expressions and compares them with numpy, which sees rows as <c>x</c> (rows by elements, NaN for missing).</summary>
internal static class ApplyCase
{
    /// <summary>The result of an expression, checked for every cut.</summary>
    public static MemoryCube Run(string query, MemoryCube cube, ImmutableArray<string> array = default, double? missing = null) =>
        Harness.Check(new ApplyRows(), new Apply.Parameters(query, array, Missing: missing), ("cube", cube))[0];

    /// <summary>The result of all stages of a query, each checked for every cut.</summary>
    public static MemoryCube Whole(Apply.Parameters parameters, MemoryCube cube)
    {
        var graph = new GraphBuilder(Inputs.Of(("cube", cube.Info)));
        new Apply().Expand(parameters, Inputs.Of(("cube", cube.Info)), graph);
        return GraphRun.Of(graph.Build(), ("cube", cube));
    }

    /// <summary>A cube of one row.</summary>
    public static MemoryCube Row(params double[] values) =>
        MemoryCube.Of<double>(RandomCubes.Info(SampleType.Float64, values.Length), values);

    /// <summary>The result for one row of doubles.</summary>
    public static double[] Of(string query, params double[] values) => Run(query, Row(values)).ToDoubles();

    /// <summary>Compares an expression with a Python expression, for float32 and float64, with and without missing samples, array axis last or first.</summary>
    public static void AgreesWithNumpy(Python python, string query, string expected, double tolerance = 1e-6, bool mayMiss = true)
    {
        foreach (var type in new[] { SampleType.Float32, SampleType.Float64 })
        {
            foreach (var missing in mayMiss ? new[] { 0.0, 0.15 } : [0.0])
            {
                var cube = RandomCubes.Measured(new Random(query.Length), RandomCubes.Info(type, 3, 4, 48), missing);
                var turned = RandomCubes.Measured(new Random(query.Length), RandomCubes.Info(type, 48, 3, 4), missing);
                Same(python, query, expected, cube, "x = x.reshape(12, 48).astype(float)", tolerance, Run(query, cube, ["c"]));
                Same(python, query, expected, turned, "x = x.reshape(48, 12).T.astype(float)", tolerance, Run(query, turned, ["a"]));
            }
        }
    }

    /// <summary>Compares a query that has an aggregate with a Python expression, in which rows may be of any number.</summary>
    public static void WholeAgreesWithNumpy(Python python, string query, string expected, double tolerance = 1e-6)
    {
        foreach (var type in new[] { SampleType.Float32, SampleType.Float64 })
        {
            foreach (var missing in new[] { 0.0, 0.15 })
            {
                var cube = RandomCubes.Measured(new Random(query.Length), RandomCubes.Info(type, 30, 4, 6), missing);
                var turned = RandomCubes.Measured(new Random(query.Length), RandomCubes.Info(type, 6, 30, 4), missing);
                Same(python, query, expected, cube, "x = x.reshape(120, 6).astype(float)", tolerance, Whole(new Apply.Parameters(query), cube));
                Same(python, query, expected, turned, "x = x.reshape(6, 120).T.astype(float)", tolerance, Whole(new Apply.Parameters(query, ["a"]), turned));
            }
        }
    }

    private static void Same(Python python, string query, string expected, MemoryCube cube, string rows, double tolerance, MemoryCube made)
    {
        var result = made.ToDoubles();
        var wanted = python.Run($"import warnings; warnings.simplefilter('ignore')\n{rows}\nout['y'] = {expected}", ("x", cube))["y"];
        Assert.True(wanted.Length == result.Length, $"{query}: {result.Length} values, {wanted.Length} expected.");
        for (var i = 0; i < wanted.Length; i++)
        {
            var isClose = double.IsNaN(wanted[i]) ? double.IsNaN(result[i]) : Math.Abs(result[i] - wanted[i]) <= tolerance * Math.Max(1, Math.Abs(wanted[i]));
            Assert.True(isClose, $"{query} on {cube.Info.Type}{cube.Info.Whole}: {result[i]:R} at {i}, {wanted[i]:R} expected.");
        }
    }
}
