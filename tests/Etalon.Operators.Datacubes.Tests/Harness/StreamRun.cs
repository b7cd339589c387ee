using System.Buffers;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Runs stream kernels: bands across the other axes, blocks in order along the stream axis.</summary>
internal sealed class StreamRun(
    Func<IStreamKernel> bind, Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs)
{
    /// <summary>One band, one block.</summary>
    public MemoryCube[] Whole(byte poison)
    {
        var outputs = description.Outputs.Select(cube => MemoryCube.Empty(cube, cube.Whole, poison)).ToArray();
        using var kernel = bind();
        RunTile(kernel, outputs, description.Outputs[0].Whole, poison);
        return outputs;
    }

    /// <summary>Random bands and blocks, saved and loaded in between.</summary>
    public MemoryCube[] Cut(Random random)
    {
        var outputs = description.Outputs.Select(cube => MemoryCube.Empty(cube, cube.Whole, 0)).ToArray();
        var stream = description.Outputs[0].IndexOf(description.StreamAxis);
        foreach (var band in RandomCuts.Of(description.Outputs[0].Whole, random, most: 4, axis => axis != stream))
        {
            var kernel = bind();
            foreach (var tile in RandomCuts.Of(band, random, most: 5, axis => axis == stream).OrderBy(tile => tile.Start[stream]))
            {
                RunTile(kernel, outputs, tile, (byte)random.Next(256));
                if (random.Next(2) == 0)
                {
                    var writer = new ArrayBufferWriter<byte>();
                    kernel.Save(writer);
                    kernel.Dispose();
                    kernel = bind();
                    kernel.Load(writer.WrittenSpan);
                }
            }

            kernel.Dispose();
        }

        return outputs;
    }

    private void RunTile(IStreamKernel kernel, MemoryCube[] outputs, Region tile, byte poison)
    {
        var room = Harness.Room(description, tile, poison);
        var parts = MapRun.Demanded(ports, description, inputs, tile);
        kernel.Run(MapRun.BlocksOf(parts), MapRun.BlocksOf(room), CancellationToken.None);
        GC.KeepAlive(parts);
        for (var i = 0; i < outputs.Length; i++)
        {
            outputs[i].Paste(room[i]);
        }
    }
}
