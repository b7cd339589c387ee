using System.Buffers;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Runs reductions tile by tile, each from blocks that come in any order to any number of states.</summary>
internal sealed class ReduceRun(
    Func<IReduceKernel> bind, Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs)
{
    /// <summary>One tile, one block, one state.</summary>
    public MemoryCube[] Whole(byte poison)
    {
        using var kernel = bind();
        var tile = description.Outputs[0].Whole;
        using var state = kernel.Zero(tile);
        var parts = MapRun.Demanded(ports, description, inputs, tile);
        state.Add(MapRun.BlocksOf(parts), CancellationToken.None);
        GC.KeepAlive(parts);
        return Finish(state, tile, poison);
    }

    /// <summary>Random tiles, blocks, states, merges and saves.</summary>
    public MemoryCube[] Cut(Random random)
    {
        var outputs = description.Outputs.Select(cube => MemoryCube.Empty(cube, cube.Whole, 0)).ToArray();
        foreach (var tile in RandomCuts.Of(description.Outputs[0].Whole, random, most: 5))
        {
            var parts = Tile(tile, random);
            for (var i = 0; i < outputs.Length; i++)
            {
                outputs[i].Paste(parts[i]);
            }
        }

        return outputs;
    }

    private MemoryCube[] Tile(Region tile, Random random)
    {
        using var kernel = bind();
        var needs = RegionDemand.For(description, ports, tile);
        List<IReduceState> states = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => kernel.Zero(tile))];
        foreach (var piece in RandomCuts.Of(needs[0]!.Value, random))
        {
            var index = random.Next(states.Count);
            var parts = inputs.Select((input, i) => Piece(input.Cube, i, needs[i], piece)).ToArray();
            states[index].Add(MapRun.BlocksOf(parts), CancellationToken.None);
            GC.KeepAlive(parts);
            if (random.Next(3) == 0)
            {
                states[index] = SaveAndLoad(kernel, tile, states[index]);
            }
        }

        while (states.Count > 1)
        {
            var into = random.Next(states.Count - 1);
            states[into].Merge(states[^1]);
            states[^1].Dispose();
            states.RemoveAt(states.Count - 1);
        }

        var result = Finish(states[0], tile, (byte)random.Next(256));
        states[0].Dispose();
        return result;
    }

    /// <summary>The part of another input that belongs to a piece of input 0: the same range along axes of the same name.</summary>
    private MemoryCube? Piece(MemoryCube cube, int index, Region? need, Region piece)
    {
        if (need is not { } region)
        {
            return null;
        }

        for (var axis = 0; axis < ports[index].Rank && index > 0; axis++)
        {
            var at = ports[0].Find(ports[index].Axes[axis].Name);
            if (at >= 0 && ports[0].Axes[at].Length == ports[index].Axes[axis].Length)
            {
                region = region.With(axis, piece.Start[at], piece.Length[at]);
            }
        }

        return cube.Cut(index == 0 ? piece : region);
    }

    private static IReduceState SaveAndLoad(IReduceKernel kernel, Region tile, IReduceState state)
    {
        var writer = new ArrayBufferWriter<byte>();
        state.Save(writer);
        state.Dispose();
        var loaded = kernel.Zero(tile);
        loaded.Load(writer.WrittenSpan);
        return loaded;
    }

    private MemoryCube[] Finish(IReduceState state, Region tile, byte poison)
    {
        var room = Harness.Room(description, tile, poison);
        state.Finish(MapRun.BlocksOf(room));
        return [.. room];
    }
}
