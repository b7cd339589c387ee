using Etalon.Cubes;
using Etalon.Native;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Executes a run: prepares it, walks through the plan's sections, and leaves a staged dataset in the output folder.</summary>
public sealed class RunExecution(OperatorRegistry registry, DatasetFormats formats, IRanks ranks, TimeProvider clock)
{
    private readonly RecentPlans _plans = new();
    private readonly RecentFingerprints _fingerprints = new(clock);

    /// <summary>The plan of a run and its cache document; opens the inputs, computes nothing.</summary>
    public PlannedRun Plan(RunRequest request)
    {
        using var prepared = new RunPreparation(registry, formats, ranks, _plans, _fingerprints).Prepare(request);
        return new PlannedRun(prepared.Plan, prepared.CacheDocument, prepared.Remarks);
    }

    /// <summary>Executes the run.</summary>
    /// <exception cref="RefusalException">Anything that a user or an operator of the machine can mend.</exception>
    public RunResult Execute(RunRequest request, Action<RunProgress> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(request.OutputFolder);
        using var prepared = new RunPreparation(registry, formats, ranks, _plans, _fingerprints).Prepare(request);
        using var pool = new BufferPool(request.BudgetBytes);
        using var store = new OutputStore(request, prepared.Plan.Total.PeakBytes, formats, ranks, pool);
        using var journal = RunJournal.Open(
            Path.Combine(request.OutputFolder, $"journal-{ranks.Rank}"), prepared.JournalKey, request.Resume);
        var began = clock.GetTimestamp();
        var meter = new ProgressMeter(prepared.Plan.Sections.Length, ranks.Rank == 0 ? progress : static _ => { }, clock);
        var walk = new SectionWalk(prepared, store, journal, formats, pool, ranks, meter);
        foreach (var section in prepared.Plan.Sections)
        {
            cancellation.ThrowIfCancellationRequested();
            walk.Execute(section, request, cancellation);
        }

        store.Complete(prepared.Attributes);
        var statistics = new RunStatistics(
            ranks.Sum(prepared.Cubes.BytesRead), ranks.Sum(store.BytesWritten + walk.BytesSunk), pool.PeakBytes, PeakResident(),
            clock.GetElapsedTime(began).TotalSeconds, ranks.Sum(meter.TilesComputed), ranks.Sum(meter.TilesResumed));
        var result = new RunResult(walk.Kept, prepared.Plan, statistics, [.. prepared.Remarks, .. walk.Remarks])
        {
            Attributes = prepared.Attributes,
            Deletes = Deletions.Of(prepared.Graph),
        };
        var dataset = Path.Combine(request.OutputFolder, OutputStore.DatasetFolder);
        return walk.Kept.IsEmpty || ranks.Rank > 0
            ? result
            : result with { ContentId = ZarrManifest.ContentIdOf(dataset), StoredBytes = Fingerprint.Bytes(dataset) };
    }

    /// <summary>The values of a finished run's scalar outputs, by output name.</summary>
    public unsafe IReadOnlyList<(string Name, double Value)> ReadScalars(string outputFolder, RunResult result)
    {
        var values = new List<(string, double)>();
        using var dataset = formats.Open(Path.Combine(outputFolder, OutputStore.DatasetFolder));
        using var pool = new BufferPool(64L << 20);
        foreach (var output in result.Outputs.Where(output => output.Cube.Samples == 1))
        {
            using var reader = dataset.Open(output.Cube.Name);
            using var buffer = pool.Rent(16);
            reader.Read(reader.Cube.Whole, buffer.Pointer, pool, CancellationToken.None);
            values.Add((output.Name, SampleText.ToDouble(reader.Cube.Type, buffer.Pointer)));
        }

        return values;
    }

    private static long PeakResident() => ProcessUsage.Own().PeakResidentBytes;
}
