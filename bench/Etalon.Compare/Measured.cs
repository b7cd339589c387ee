using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Etalon.Compare;

/// <summary>One repetition of something.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="ProcessorSeconds">What this process used of all cores meanwhile.</param>
/// <param name="Bytes">Bytes gone through.</param>
/// <param name="Value">A figure of the samples, so that answers can be compared and nothing is left out by the compiler.</param>
internal sealed record Measured(double Seconds, double ProcessorSeconds, long Bytes, double Value)
{
    public static Measured Of(Func<(long Bytes, double Value)> work)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        var (bytes, value) = work();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new Measured(seconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds, bytes, value);
    }

    public JsonObject ToJson() => new()
    {
        ["seconds"] = Seconds,
        ["cpu"] = ProcessorSeconds,
        ["bytes"] = Bytes,
        ["value"] = double.IsFinite(Value) ? Value : null,
    };
}
