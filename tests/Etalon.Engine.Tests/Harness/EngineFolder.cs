using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Operators.Datacubes;
using Etalon.Storage;

namespace Etalon.Engine.Tests;

/// <summary>A temporary folder in which tests make cubes, run workflows and read results back.</summary>
public sealed class EngineFolder : IDisposable
{
    private int _runs;

    public string Path { get; } = Directory.CreateTempSubdirectory("etalon-engine-").FullName;

    public DatasetFormats Formats { get; } = KnownFormats.Create();

    public OperatorRegistry Registry { get; } = new(typeof(Duplicate).Assembly, typeof(EngineFolder).Assembly);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Stores a cube of float32 with the given chunks; returns its place.</summary>
    public InputReference Store(CubeInfo cube, float[] samples, params long[] chunk) => Store(cube, samples, ChunkCodec.None, chunk);

    /// <summary>Stores a cube of float32 with the given codec and chunks; returns its place.</summary>
    public unsafe InputReference Store(CubeInfo cube, float[] samples, ChunkCodec codec, params long[] chunk)
    {
        var path = System.IO.Path.Combine(Path, $"in-{Guid.NewGuid():N}");
        using var pool = new BufferPool(256L << 20);
        using (var writer = Formats["zarr"].Create(path, new Dictionary<string, string>()))
        {
            var layout = new CubeLayout([.. chunk], [.. chunk.Zip(cube.Shape, (c, n) => (n + c - 1) / c * c)], codec);
            var target = writer.Add(cube, layout);
            fixed (float* first = samples)
            {
                target.Write(cube.Whole, (byte*)first, pool, CancellationToken.None);
            }

            for (var shard = 0L; shard < target.Shards.Count; shard++)
            {
                target.FinishShard(shard);
            }

            writer.Complete(AttributeSet.Empty);
        }

        return new InputReference(path, cube.Name, $"test:{path}");
    }

    /// <summary>A request for one operator.</summary>
    public RunRequest Request(string @operator, JsonObject set, params (string Port, InputReference Input)[] inputs)
    {
        var links = new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Port, (JsonNode?)$"${input.Port}")));
        var declared = new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Port, (JsonNode?)new JsonObject())));
        return Request(new JsonObject
        {
            ["etalon"] = 1,
            ["inputs"] = declared,
            ["nodes"] = new JsonObject { ["step"] = new JsonObject { ["op"] = @operator, ["set"] = set, ["in"] = links } },
            ["outputs"] = new JsonObject(),
        }, inputs);
    }

    /// <summary>A request for a workflow.</summary>
    public RunRequest Request(JsonObject workflow, params (string Port, InputReference Input)[] inputs) =>
        new(Guid.NewGuid(), workflow, System.IO.Path.Combine(Path, $"run-{Interlocked.Increment(ref _runs)}"))
        {
            Inputs = new SortedDictionary<string, InputReference>(
                inputs.ToDictionary(input => input.Port, input => input.Input, StringComparer.Ordinal), StringComparer.Ordinal),
            BudgetBytes = 256L << 20,
            Workers = 2,
        };

    /// <summary>Executes a request.</summary>
    public RunResult Run(RunRequest request, CancellationToken cancellation = default) =>
        new RunExecution(Registry, Formats, new Alone(), TimeProvider.System).Execute(request, static _ => { }, cancellation);

    /// <summary>All samples of an output as bytes.</summary>
    public unsafe byte[] Read(RunRequest request, RunResult result, int output = 0)
    {
        using var dataset = Formats.Open(System.IO.Path.Combine(request.OutputFolder, "dataset"));
        using var reader = dataset.Open(result.Outputs[output].Cube.Name);
        using var pool = new BufferPool(256L << 20);
        var bytes = new byte[reader.Cube.Bytes];
        fixed (byte* first = bytes)
        {
            reader.Read(reader.Cube.Whole, first, pool, CancellationToken.None);
        }

        return bytes;
    }

    /// <summary>All float32 samples of an output.</summary>
    public float[] ReadFloats(RunRequest request, RunResult result, int output = 0) =>
        [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(Read(request, result, output))];
}
