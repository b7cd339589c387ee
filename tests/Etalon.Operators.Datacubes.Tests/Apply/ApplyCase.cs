using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Runs expressions and compares them with numpy, which sees rows as <c>x</c> (rows by elements, NaN for missing).</summary>
internal static class ApplyCase
{
    /// <summary>The result of an expression, checked for every cut.</summary>
    public static MemoryCube Run(string query, MemoryCube cube, ImmutableArray<string> array = default, double? missing = null) =>
        Harness.Check(new Apply(), new Apply.Parameters(query, array, Missing: missing), ("cube", cube))[0];

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
                Compare(python, query, expected, cube, "c", "x = x.reshape(12, 48).astype(float)", tolerance);
                Compare(python, query, expected, turned, "a", "x = x.reshape(48, 12).T.astype(float)", tolerance);
            }
        }
    }

    private static void Compare(Python python, string query, string expected, MemoryCube cube, string axis, string rows, double tolerance)
    {
        var result = Run(query, cube, [axis]).ToDoubles();
        var wanted = python.Run($"import warnings; warnings.simplefilter('ignore')\n{rows}\nout['y'] = {expected}", ("x", cube))["y"];
        Assert.True(wanted.Length == result.Length, $"{query}: {result.Length} values, {wanted.Length} expected.");
        for (var i = 0; i < wanted.Length; i++)
        {
            var isClose = double.IsNaN(wanted[i]) ? double.IsNaN(result[i]) : Math.Abs(result[i] - wanted[i]) <= tolerance * Math.Max(1, Math.Abs(wanted[i]));
            Assert.True(isClose, $"{query} on {cube.Info.Type} along {axis}: {result[i]:R} at {i}, {wanted[i]:R} expected.");
        }
    }
}
