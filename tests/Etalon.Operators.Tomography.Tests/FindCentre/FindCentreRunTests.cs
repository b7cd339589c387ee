using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Operators.Datacubes.Tests;
using Etalon.Storage;

namespace Etalon.Operators.Tomography.Tests;

/// <summary>The whole step in the engine, on a stored scan.</summary>
public sealed unsafe class FindCentreRunTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("etalon-centre-").FullName;
    private readonly DatasetFormats _formats = KnownFormats.Create();

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_stored_scan_is_read_in_three_rows_only()
    {
        const int rows = 40;
        var scan = TwoDiscs.Attenuation(96, TwoDiscs.Even(96), 44.5, slices: rows, size: 70);
        var request = Request(Store(scan), new JsonObject { ["centre"] = "find.centre", ["report"] = "find.report", ["confidence"] = "find.confidence" });

        var result = new RunExecution(new OperatorRegistry(typeof(FindCentre).Assembly), _formats, new Alone(), TimeProvider.System)
            .Execute(request, static _ => { }, CancellationToken.None);

        var centres = Read(request, "centre");
        Assert.Equal(rows, centres.Length);
        Assert.All(centres, static centre => Assert.InRange(centre, 44.4, 44.6));
        Assert.InRange(Read(request, "confidence")[0], 0.5, 1);
        Assert.InRange(result.Statistics.BytesRead, 1, scan.Info.Bytes / 5);
    }

    private RunRequest Request(InputReference scan, JsonObject outputs)
    {
        var workflow = new JsonObject
        {
            ["etalon"] = 1,
            ["inputs"] = new JsonObject { ["scan"] = new JsonObject() },
            ["nodes"] = new JsonObject
            {
                ["find"] = new JsonObject { ["op"] = "find-centre", ["set"] = new JsonObject(), ["in"] = new JsonObject { ["attenuation"] = "$scan" } },
            },
            ["outputs"] = outputs,
        };
        return new RunRequest(Guid.NewGuid(), workflow, Path.Combine(_path, "run"))
        {
            Inputs = new SortedDictionary<string, InputReference>(StringComparer.Ordinal) { ["scan"] = scan },
            BudgetBytes = 256L << 20,
            Workers = 2,
        };
    }

    private InputReference Store(MemoryCube cube)
    {
        var path = Path.Combine(_path, "scan");
        using var pool = new BufferPool(256L << 20);
        using var writer = _formats["zarr"].Create(path, new Dictionary<string, string>());
        long[] chunk = [cube.Info.Shape[0], 1, cube.Info.Shape[2]];
        var target = writer.Add(cube.Info, new CubeLayout([.. chunk], [.. chunk], ChunkCodec.None));
        target.Write(cube.Info.Whole, cube.Pointer, pool, CancellationToken.None);
        for (var shard = 0L; shard < target.Shards.Count; shard++)
        {
            target.FinishShard(shard);
        }

        writer.Complete(AttributeSet.Empty);
        return new InputReference(path, cube.Info.Name, $"test:{path}");
    }

    private double[] Read(RunRequest request, string cube)
    {
        using var dataset = _formats.Open(Path.Combine(request.OutputFolder, "dataset"));
        using var reader = dataset.Open(cube);
        using var pool = new BufferPool(256L << 20);
        var values = new double[reader.Cube.Samples];
        fixed (double* first = MemoryMarshal.CreateSpan(ref values[0], values.Length))
        {
            reader.Read(reader.Cube.Whole, (byte*)first, pool, CancellationToken.None);
        }

        return values;
    }
}
