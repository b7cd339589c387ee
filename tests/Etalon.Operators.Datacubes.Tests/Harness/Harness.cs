using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Runs operators on cubes in memory, whole or cut as unkindly as the engine is allowed to.</summary>
/// <remarks>
/// <see cref="Check{TParameters}(IMapOperator{TParameters}, TParameters, ValueTuple{string, MemoryCube}[])"/> is what tests want: the outputs of one whole run,
/// after making sure that random cuts give the same bits, that every output sample is written and that the memory promise holds.
/// </remarks>
public static class Harness
{
    private const int Cuts = 4;

    /// <summary>What the operator says about these inputs.</summary>
    public static Description Describe<TParameters>(IOperator<TParameters> @operator, TParameters parameters, params (string Port, MemoryCube Cube)[] inputs)
        where TParameters : class => @operator.Describe(parameters, InputsOf(inputs));

    /// <summary>A map, checked.</summary>
    public static MemoryCube[] Check<TParameters>(IMapOperator<TParameters> @operator, TParameters parameters, params (string Port, MemoryCube Cube)[] inputs)
        where TParameters : class
    {
        var ports = InputsOf(inputs);
        var description = @operator.Describe(parameters, ports);
        return CheckMap(() => @operator.Bind(parameters, ports, description), ports, description, inputs);
    }

    /// <summary>A source, checked.</summary>
    public static MemoryCube[] Check<TParameters>(ISource<TParameters> @operator, TParameters parameters)
        where TParameters : class
    {
        var description = @operator.Describe(parameters, Inputs.None);
        return CheckMap(() => @operator.Bind(parameters, description), Inputs.None, description, []);
    }

    /// <summary>A reduction, checked: any blocks, any states, merged in any order, saved and loaded in between.</summary>
    public static MemoryCube[] Check<TParameters>(IReduceOperator<TParameters> @operator, TParameters parameters, params (string Port, MemoryCube Cube)[] inputs)
        where TParameters : class
    {
        var ports = InputsOf(inputs);
        var description = @operator.Describe(parameters, ports);
        return CheckReduce(() => @operator.Bind(parameters, ports, description), ports, description, inputs);
    }

    /// <summary>A stream operator, checked: any bands, any blocks in order, saved and loaded in between.</summary>
    public static MemoryCube[] Check<TParameters>(IStreamOperator<TParameters> @operator, TParameters parameters, params (string Port, MemoryCube Cube)[] inputs)
        where TParameters : class
    {
        var ports = InputsOf(inputs);
        var description = @operator.Describe(parameters, ports);
        var run = new StreamRun(() => @operator.Bind(parameters, ports, description), ports, description, inputs);
        var whole = run.Whole(poison: 0xA5);
        AssertSame(whole, run.Whole(poison: 0x5A), "another poison: a sample was not written");
        for (var seed = 0; seed < Cuts; seed++)
        {
            AssertSame(whole, run.Cut(new Random(seed)), $"cut {seed}");
        }

        return whole;
    }

    /// <summary>Only the outputs of one whole run; for results that may differ between cuts.</summary>
    public static MemoryCube[] Run<TParameters>(IMapOperator<TParameters> @operator, TParameters parameters, params (string Port, MemoryCube Cube)[] inputs)
        where TParameters : class
    {
        var ports = InputsOf(inputs);
        var description = @operator.Describe(parameters, ports);
        return new MapRun(() => @operator.Bind(parameters, ports, description), ports, description, inputs).Whole(poison: 0xA5);
    }

    /// <summary>The refusal that describing these inputs ends in.</summary>
    public static RefusalException Refused<TParameters>(IOperator<TParameters> @operator, TParameters parameters, params (string Port, MemoryCube Cube)[] inputs)
        where TParameters : class => Assert.Throws<RefusalException>(() => @operator.Describe(parameters, InputsOf(inputs)));

    internal static MemoryCube[] CheckReduce(
        Func<IReduceKernel> bind, Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs)
    {
        var run = new ReduceRun(bind, ports, description, inputs);
        ScratchPromise.Check(bind, ports, description, inputs);
        var whole = run.Whole(poison: 0xA5);
        AssertSame(whole, run.Whole(poison: 0x5A), "another poison: a sample was not written");
        for (var seed = 0; seed < Cuts; seed++)
        {
            AssertSame(whole, run.Cut(new Random(seed)), $"cut {seed}");
        }

        return whole;
    }

    internal static Inputs InputsOf((string Port, MemoryCube Cube)[] inputs) =>
        new([.. inputs.Select(input => new InputPort(input.Port, input.Cube.Info))]);

    internal static ImmutableArray<MemoryCube> Room(Description description, Region tile, byte poison) =>
        [.. RegionDemand.Outputs(description, tile).Zip(
            description.Outputs, (region, cube) => MemoryCube.Empty(cube, region, poison))];

    internal static void AssertSame(MemoryCube[] expected, MemoryCube[] actual, string what)
    {
        for (var output = 0; output < expected.Length; output++)
        {
            var at = expected[output].Bytes.CommonPrefixLength(actual[output].Bytes) / expected[output].Info.Type.Bytes();
            Assert.True(
                at == expected[output].Region.Samples,
                $"Output {output} differs at sample {at}: {Show(expected[output], at)} whole, {Show(actual[output], at)} with {what}.");
        }
    }

    private static string Show(MemoryCube cube, int sample) =>
        sample < cube.Region.Samples ? cube.ToDoubles()[sample].ToString("R", null) : "";

    internal static MemoryCube[] CheckMap(
        Func<IMapKernel> bind, Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs)
    {
        var run = new MapRun(bind, ports, description, inputs);
        ScratchPromise.Check(bind, ports, description, inputs);
        var whole = run.Whole(poison: 0xA5);
        AssertSame(whole, run.Whole(poison: 0x5A), "another poison: a sample was not written");
        for (var seed = 0; seed < Cuts; seed++)
        {
            AssertSame(whole, run.Cut(new Random(seed)), $"cut {seed}");
        }

        return whole;
    }
}
