namespace Etalon.Compare;

/// <summary>Runs the same work on several threads of its own and waits for all.</summary>
internal static class Threads
{
    public static void Run(int count, Action<int> work)
    {
        var threads = Enumerable.Range(0, count).Select(index => new Thread(() => work(index))).ToArray();
        foreach (var thread in threads)
        {
            thread.Start();
        }

        foreach (var thread in threads)
        {
            thread.Join();
        }
    }
}
