using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>What the kernels make of fixed random cubes, as digests: equal in two processes if every bit is.</summary>
internal static class KernelDigests
{
    private static readonly string[] Expressions =
    [
        "x * 2 + y / 3 - sqrt(abs(x))", "where(x > y, x, -y) + min(x, y)", "exp(x / 200) + log(abs(x))", "sin(x) - cos(y) * 1e-3",
        "pow(abs(x), 1.7)", "abs(x)^y", "round(x) % 7 + floor(y) + sign(x)", "fillmissing(x, 0) > 0 && y < 281",
    ];

    /// <summary>Everything, by name.</summary>
    public static SortedDictionary<string, string> All()
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var type in (SampleType[])[SampleType.Float32, SampleType.Float64, SampleType.Int16])
        {
            var random = new Random(4);
            var info = RandomCubes.Info(type, 19, 5, 37) with { Missing = type.IsInteger() ? 5 : null };
            Digest(digests, type.Name(), RandomCubes.Measured(random, info), RandomCubes.Measured(random, info));
            if (type.IsFloat())
            {
                Digest(digests, $"wild {type.Name()}", RandomCubes.Wild(random, info), RandomCubes.Wild(random, info));
            }
        }

        return digests;
    }

    private static void Digest(SortedDictionary<string, string> digests, string name, MemoryCube x, MemoryCube y)
    {
        foreach (string[] axes in (string[][])[["a"], ["c"], ["a", "b"], ["a", "b", "c"]])
        {
            foreach (var operation in Enum.GetValues<FoldOperation>())
            {
                // Integers of 16 bits cannot overflow a sum here.
                Add($"fold {operation} {string.Join('-', axes)}", Reduce(new Fold(), new Fold.Parameters(operation, [.. axes]), ("cube", x)));
            }

            Add($"quantile {string.Join('-', axes)}", Harness.Run(new Quantile(), new Quantile.Parameters([.. axes], 0.3), ("cube", x)));
            Add($"correlate {string.Join('-', axes)}", Reduce(new Correlate(), new Correlate.Parameters([.. axes]), ("cube", x), ("other", y)));
            Add($"histogram {string.Join('-', axes)}", Reduce(new Histogram(), new Histogram.Parameters(200, 400, 50, Axes: [.. axes]), ("cube", x)));
        }

        foreach (var operation in Enum.GetValues<RollingOperation>())
        {
            Add($"rolling {operation}", Harness.Run(new Rolling(), new Rolling.Parameters(operation, "a", 6, MinCount: 2), ("cube", x)));
        }

        Add("statistics", Reduce(new Statistics(), new Statistics.Parameters(), ("cube", x)));
        Add("transpose", Harness.Run(new Transpose(), new Transpose.Parameters("c,a"), ("cube", x)));
        foreach (var expression in Expressions.Where(_ => x.Info.Type.IsFloat()))
        {
            Add($"calculate {expression}", Harness.Run(new CalculateSamples(), new CalculateSamples.Parameters(expression, ["x", "y"]), ("cubes[0]", x), ("cubes[1]", y)));
        }

        void Add(string what, MemoryCube[] cubes) => digests.Add($"{name} {what}", Of(cubes));
    }

    private static MemoryCube[] Reduce<TParameters>(
        IReduceOperator<TParameters> @operator, TParameters parameters, params (string Port, MemoryCube Cube)[] inputs)
        where TParameters : class
    {
        var ports = Harness.InputsOf(inputs);
        var description = @operator.Describe(parameters, ports);
        return new ReduceRun(() => @operator.Bind(parameters, ports, description), ports, description, inputs).Whole(poison: 0);
    }

    /// <summary>A NaN is a NaN, whatever its sign and payload.</summary>
    private static string Of(MemoryCube[] cubes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var cube in cubes)
        {
            if (cube.Info.Type.IsFloat())
            {
                var values = cube.ToDoubles();
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = double.IsNaN(values[i]) ? double.NaN : values[i];
                }

                hash.AppendData(MemoryMarshal.AsBytes<double>(values));
            }
            else
            {
                hash.AppendData(cube.Bytes);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
