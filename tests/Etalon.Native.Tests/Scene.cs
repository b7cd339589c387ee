namespace Etalon.Native.Tests;

/// <summary>What this assembly does when it is started as a program: the part of a test that needs a process of its own.</summary>
internal static class Scene
{
    private const int Tag = 5;

    public static int Main(string[] arguments) => arguments switch
    {
        ["exchange"] => Exchange(),
        ["abort"] => Abort(),
        ["damaged", var path] => ReadDamaged(path),
        _ => 64,
    };

    private static int Exchange()
    {
        using var world = MpiWorld.Start();
        var other = 1 - world.Rank;
        world.Barrier();

        var name = new byte[3];
        (world.Rank == 0 ? "abc"u8 : "xyz"u8).CopyTo(name);
        world.Broadcast(name, root: 1);

        double[] sums = [world.Rank + 1, 0.5];
        world.Reduce(sums, MpiReduction.Sum);
        long[] highest = [world.Rank * 10, -world.Rank];
        world.Reduce(highest, MpiReduction.Max);
        long[] lowest = [world.Rank];
        world.Reduce(lowest, MpiReduction.Min);

        world.Send(new byte[world.Rank + 3], other, Tag);
        var message = world.Receive(MpiWorld.Any, Tag, TimeSpan.FromSeconds(20));
        var nothing = world.Receive(MpiWorld.Any, Tag, TimeSpan.Zero);

        var gathered = world.Gather(new byte[] { 1, 2, 3 }.AsSpan(0, world.Rank + 1), root: 0);
        var content = name.AsSpan().SequenceEqual("xyz"u8)
            && sums is [3, 1] && highest is [10, 0] && lowest is [0]
            && message is { Tag: Tag } && message.Source == other && message.Content.Length == other + 3
            && nothing is null
            && (world.Rank == 0 ? gathered is [[1], [1, 2]] : gathered is null)
            && world.GatherNumbers(world.Rank + 7) is [7, 8];
        world.Barrier();
        Console.WriteLine($"rank {world.Rank} of {world.Size} is {(content ? "content" : "wrong")}");
        return content ? 0 : 1;
    }

    private static int Abort()
    {
        using var world = MpiWorld.Start();
        if (world.Rank == 1)
        {
            MpiWorld.Abort(7);
        }

        world.Receive(1, Tag, TimeSpan.FromSeconds(50));
        Console.WriteLine("content");
        return 0;
    }

    /// <summary>Tries a broken file with both libraries, on two threads; says what they said.</summary>
    private static int ReadDamaged(string path)
    {
        var refusals = 0;
        var thread = new Thread(() => refusals += Refusals(path));
        thread.Start();
        thread.Join();
        refusals += Refusals(path);
        Console.WriteLine($"refusals: {refusals}");
        return 0;
    }

    private static int Refusals(string path)
    {
        var refusals = 0;
        foreach (var open in (Action<string>[])[name => Hdf5File.Open(name).Dispose(), name => NetCdfFile.Open(name).Dispose()])
        {
            try
            {
                open(path);
            }
            catch (NativeException refusal)
            {
                Console.WriteLine(refusal.Message);
                refusals++;
            }
        }

        return refusals;
    }
}
