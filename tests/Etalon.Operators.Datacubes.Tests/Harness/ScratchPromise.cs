namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Compares what a kernel allocates with what its description promises.</summary>
/// <remarks>
/// Counts managed bytes of the thread; native buffers are the engine's to measure. What a kernel allocates is at least what
/// it holds, and a kernel that allocates anew for every block is caught as well, since a second block must cost nearly nothing.
/// </remarks>
internal static class ScratchPromise
{
    /// <summary>Fixed tables, delegates, lists and the like, and the garbage of making them.</summary>
    private const long SlackBytes = 256 * 1024;

    public static void Check(
        Func<IMapKernel> bind, Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs)
    {
        var tile = description.Outputs[0].Whole;
        var room = Harness.Room(description, tile, 0);
        var parts = MapRun.Demanded(ports, description, inputs, tile);
        var blocks = MapRun.BlocksOf(parts);
        var outputs = MapRun.BlocksOf(room);
        var promised = description.Scratch(tile.Samples, inputs.Sum(input => input.Cube.Region.Samples));
        for (var warm = 0; warm < 2; warm++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var kernel = bind();
            kernel.Run(blocks, outputs, CancellationToken.None);
            var first = GC.GetAllocatedBytesForCurrentThread();
            kernel.Run(blocks, outputs, CancellationToken.None);
            var second = GC.GetAllocatedBytesForCurrentThread();
            if (warm == 1)
            {
                Assert.True(first - before <= promised + SlackBytes, $"{first - before} bytes were allocated, {promised} promised.");
                Assert.True(second - first <= SlackBytes, $"A second block allocated {second - first} bytes.");
            }
        }

        GC.KeepAlive(parts);
        GC.KeepAlive(room);
    }

    public static void Check(
        Func<IReduceKernel> bind, Inputs ports, Description description, (string Port, MemoryCube Cube)[] inputs)
    {
        var tile = description.Outputs[0].Whole;
        var parts = MapRun.Demanded(ports, description, inputs, tile);
        var blocks = MapRun.BlocksOf(parts);
        var promised = description.Scratch(tile.Samples, inputs.Sum(input => input.Cube.Region.Samples));
        for (var warm = 0; warm < 2; warm++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var kernel = bind();
            using var state = kernel.Zero(tile);
            state.Add(blocks, CancellationToken.None);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(
                warm == 0 || allocated <= promised + SlackBytes, $"{allocated} bytes were allocated, {promised} promised.");
        }

        GC.KeepAlive(parts);
    }
}
