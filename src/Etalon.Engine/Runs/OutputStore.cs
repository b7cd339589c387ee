using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Where the cubes of a run go: kept ones into the staged dataset, others into memory or scratch stores beside it.</summary>
internal sealed class OutputStore(RunRequest request, long peakBytes, DatasetFormats formats, IRanks ranks, BufferPool pool) : IDisposable
{
    /// <summary>The folder of the staged dataset below the run's output folder.</summary>
    public const string DatasetFolder = "dataset";

    private const string ScratchFolder = "scratch-";

    private readonly List<IDatasetWriter> _scratch = [];
    private readonly List<ICubeWriter> _writers = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private IDatasetWriter? _kept;
    private long _inMemory;

    /// <summary>Bytes written to files so far.</summary>
    public long BytesWritten => _writers.Sum(writer => writer.BytesWritten);

    /// <summary>A writer for an output, and a function that makes it readable once its shards are finished.</summary>
    public (ICubeWriter Writer, Func<ICubeReader> Reopen) Add(SectionOutput output)
    {
        if (!output.Kept && FitsMemory(output.Cube))
        {
            _inMemory += output.Cube.Bytes;
            var cube = new MemoryCube(output.Cube, pool.Rent(output.Cube.Bytes), new ChunkGrid(output.Cube.Shape, output.Chunk));
            return (cube, () => cube);
        }

        var store = output.Kept ? _kept ??= Create(DatasetFolder) : Scratch();
        var info = output.Kept ? output.Cube with { Name = NameOf(output) } : output.Cube;
        var writer = store.Add(info, new CubeLayout(output.Chunk, output.Shard, output.Kept ? Codec(request.Codec) : ChunkCodec.None));
        _writers.Add(writer);
        return (writer, () => store.Reopen(info.Name)
            ?? throw new InvalidOperationException($"The store cannot read '{info.Name}' back."));
    }

    /// <summary>Makes the kept dataset whole; rank 0 alone writes its metadata. Intermediates are no longer needed then.</summary>
    public void Complete(AttributeSet attributes)
    {
        ranks.Barrier();
        if (ranks.Rank == 0)
        {
            _kept?.Complete(attributes);
            // Readers that are still open keep what they read; the space comes back when they close.
            foreach (var folder in Directory.GetDirectories(request.OutputFolder, ScratchFolder + "*"))
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        ranks.Barrier();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _kept?.Dispose();
        foreach (var store in _scratch)
        {
            store.Dispose();
        }
    }

    /// <summary>A kept cube keeps its own name where it can; two of one name are told apart by their outputs.</summary>
    private string NameOf(SectionOutput output) =>
        output.Cube.Name.Length > 0 && _names.Add(output.Cube.Name) ? output.Cube.Name : output.Name;

    private static ChunkCodec Codec(string name) => name switch
    {
        "none" => ChunkCodec.None,
        "lz4" => ChunkCodec.Lz4,
        "zstd" => ChunkCodec.Zstd,
        _ => throw Refusal.Unknown("codec", name, ["none", "lz4", "zstd"]),
    };

    /// <summary>
    /// Whether a small intermediate fits beside the blocks of every section. A buffer may be an eighth longer than what was asked for.
    /// </summary>
    private bool FitsMemory(CubeInfo cube) =>
        ranks.Size == 1 && cube.Bytes <= Math.Min(64L << 20, request.BudgetBytes / 8)
        && (_inMemory + cube.Bytes + peakBytes) / 8 * 9 <= request.BudgetBytes;

    private IDatasetWriter Scratch()
    {
        var store = Create(string.Create(CultureInfo.InvariantCulture, $"{ScratchFolder}{_scratch.Count}"));
        _scratch.Add(store);
        return store;
    }

    private IDatasetWriter Create(string folder) =>
        formats["zarr"].Create(Path.Combine(request.OutputFolder, folder), ImmutableDictionary<string, string>.Empty);
}
