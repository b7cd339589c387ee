using System.Text.Json.Nodes;

namespace Etalon.Compare;

/// <summary>Takes orders from a driver and answers with seconds, processor seconds and bytes.</summary>
internal sealed class OrderLoop(TextReader orders, TextWriter answers)
{
    public void Run()
    {
        using var memory = new MemoryRoof();
        using var files = new ReadRoof();
        using var netCdf = new NetCdfRead();
        while (orders.ReadLine() is { } line)
        {
            var answer = Answer(JsonNode.Parse(line)!.AsObject(), memory, files, netCdf);
            answers.WriteLine(answer.ToJsonString());
            answers.Flush();
        }
    }

    private static JsonObject Answer(JsonObject order, MemoryRoof memory, ReadRoof files, NetCdfRead netCdf)
    {
        try
        {
            return (string?)order["do"] switch
            {
                "memory" => memory.Measure((long)order["bytes"]!, (int)order["threads"]!).ToJson(),
                "read" => files.Measure(Texts(order["files"]!), (int)order["block"]!, (int)order["threads"]!).ToJson(),
                "write" => WriteRoof.Measure((string)order["file"]!, (long)order["bytes"]!, (int)order["block"]!, (int)order["threads"]!).ToJson(),
                "netcdf" => netCdf.Measure((string)order["file"]!, (string)order["variable"]!).ToJson(),
                "map" => MapWork.Answer(order),
                var other => new JsonObject { ["error"] = $"'{other}' is no order" },
            };
        }
#pragma warning disable CA1031 // whatever goes wrong is told to the driver, which ends the row and goes on with the next
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new JsonObject { ["error"] = $"{fault.GetType().Name}: {fault.Message}" };
        }
    }

    private static string[] Texts(JsonNode list) => [.. list.AsArray().Select(item => (string)item!)];
}
