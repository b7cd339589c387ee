using System.Diagnostics;

namespace Etalon.CatalogBench;

/// <summary>Repeats something and prints its percentiles.</summary>
internal static class Timing
{
    public static async Task MeasureAsync(string what, int rounds, string bar, Func<int, Task<string>> work)
    {
        var times = new double[rounds];
        var note = "";
        for (var i = -3; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            note = await work(Math.Max(0, i));
            if (i >= 0)
            {
                times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        Array.Sort(times);
        Console.WriteLine(
            $"{what,-52} p50 {times[rounds / 2],7:F2} ms  p95 {times[(int)(rounds * 0.95)],7:F2} ms  max {times[^1],7:F2} ms  {bar,-16} {note}");
    }
}
