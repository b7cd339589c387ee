using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Runs map and source kernels tile by tile.</summary>
internal sealed class MapRun(
    Func<IMapKernel> bind, Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs)
{
    /// <summary>One tile.</summary>
    public MemoryCube[] Whole(byte poison) => Run([description.Outputs[0].Whole], poison);

    /// <summary>
    /// Random tiles. Output axes that carry the name of a core axis stay whole, as they do in the engine.
    /// </summary>
    public MemoryCube[] Cut(Random random) => Run(
        RandomCuts.Of(
            description.Outputs[0].Whole, random,
            mayCut: axis => !description.CoreAxes.Contains(description.Outputs[0].Axes[axis].Name, StringComparer.Ordinal)),
        (byte)random.Next(256));

    /// <summary>The parts of the inputs that a tile needs; null for one that it does not.</summary>
    internal static MemoryCube?[] Demanded(
        Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs, Region tile)
    {
        var needs = RegionDemand.For(description, ports, tile);
        return [.. inputs.Select((input, i) => needs[i] is { } region ? Cut(input.Cube, region) : null)];
    }

    /// <summary>The blocks of cubes that the caller keeps alive.</summary>
    internal static Block[] BlocksOf(IEnumerable<MemoryCube?> cubes) => [.. cubes.Select(cube => cube is null ? default : cube.Block)];

    private static MemoryCube Cut(MemoryCube cube, Region region) => region == cube.Region ? cube : cube.Cut(region);

    private MemoryCube[] Run(IReadOnlyList<Region> tiles, byte poison)
    {
        var outputs = description.Outputs.Select(cube => MemoryCube.Empty(cube, cube.Whole, poison)).ToArray();
        using var kernel = bind();
        foreach (var tile in tiles)
        {
            var room = Harness.Room(description, tile, poison);
            var parts = Demanded(ports, description, inputs, tile);
            kernel.Run(BlocksOf(parts), BlocksOf(room), CancellationToken.None);
            if (description.KeepsSamples)
            {
                // The engine will not run the kernel at all.
                Assert.True(parts[0]!.Bytes.SequenceEqual(room[0].Bytes), "The description says that samples are kept, and the kernel changes them.");
            }

            GC.KeepAlive(parts);
            for (var i = 0; i < outputs.Length; i++)
            {
                outputs[i].Paste(room[i]);
            }
        }

        return outputs;
    }
}
