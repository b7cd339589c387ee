using System.Diagnostics;

namespace Etalon.Compare;

/// <summary>Calls per second of something short, once the compiler has finished with it.</summary>
internal static class KernelRate
{
    private const int WarmCalls = 60;
    private const int Rounds = 7;
    private static readonly TimeSpan Warm = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(60);

    /// <summary>Median seconds of a call over a few rounds on one thread.</summary>
    public static double Seconds(Action call)
    {
        Calls(call, Warm, WarmCalls);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Calls(call, Round, 1)).Order().ToArray();
        return rounds[Rounds / 2];
    }

    private static double Calls(Action call, TimeSpan least, int leastCalls)
    {
        var began = Stopwatch.GetTimestamp();
        var calls = 0;
        do
        {
            call();
            calls++;
        }
        while (calls < leastCalls || Stopwatch.GetElapsedTime(began) < least);

        return Stopwatch.GetElapsedTime(began).TotalSeconds / calls;
    }
}
