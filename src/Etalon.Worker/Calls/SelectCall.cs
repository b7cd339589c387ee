using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Pictures;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Reads every so many samples of a cube along each axis; raw bytes in the order of the axes, or what is known of them at a glance.</summary>
internal sealed class SelectCall(DatasetFormats formats) : ICall
{
    /// <inheritdoc />
    public string Name => "select";

    /// <inheritdoc />
    public unsafe Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var dataset = formats.Open((string)message["path"]!);
        using var reader = dataset.Open((string)message["cube"]!);
        var (start, count, step) = (Longs(message["start"]!), Longs(message["count"]!), Longs(message["step"]!));
        var region = new Region([.. start], [.. count.Select((length, axis) => length == 0 ? 0 : ((length - 1) * step[axis]) + 1)]);
        var bytes = reader.Cube.Type.Bytes();
        var taken = new byte[count.Aggregate((long)bytes, static (product, length) => checked(product * length))];
        if (taken.Length > 0)
        {
            using var samples = new BandSamples(reader, region, cancellation);
            SteppedCopy.Run(new ReadOnlySpan<byte>(samples.Pointer, checked((int)(region.Samples * bytes))), region.Length, taken, count, step, bytes);
        }

        return (bool?)message["summary"] ?? false ? new Reply(Summary(reader.Cube, taken)) : new Reply([], (bool?)message["wide"] ?? false ? Wide(taken) : taken);
    }

    private static long[] Longs(JsonNode list) => [.. list.AsArray().Select(static number => (long)number!)];

    /// <summary>Binary16 as binary32, which every browser knows.</summary>
    private static byte[] Wide(byte[] samples)
    {
        var halves = MemoryMarshal.Cast<byte, Half>(samples);
        var floats = new float[halves.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = (float)halves[i];
        }

        return MemoryMarshal.AsBytes<float>(floats).ToArray();
    }

    private static JsonObject Summary(CubeInfo cube, byte[] samples)
    {
        var numbers = new double[samples.Length / cube.Type.Bytes()];
        SampleNumbers.Read(cube, samples, numbers);
        return Summary(numbers);
    }

    /// <summary>What h5grove says of numbers at a glance.</summary>
    internal static JsonObject Summary(double[] numbers)
    {
        var summary = ValueSummary.Of(numbers);
        return new JsonObject
        {
            ["strict_positive_min"] = ViewNumbers.Of(summary.LeastAboveZero),
            ["positive_min"] = ViewNumbers.Of(Array.Exists(numbers, static number => number == 0) ? 0 : summary.LeastAboveZero),
            ["min"] = ViewNumbers.Of(summary.Min),
            ["max"] = ViewNumbers.Of(summary.Max),
            ["mean"] = ViewNumbers.Of(summary.Mean),
            ["std"] = ViewNumbers.Of(summary.Deviation),
        };
    }
}
