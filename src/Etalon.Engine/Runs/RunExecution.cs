using System.Diagnostics;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Executes a run: prepares it, walks through the plan's sections, and leaves a staged dataset in the output folder.</summary>
public sealed class RunExecution(OperatorRegistry registry, DatasetFormats formats, IRanks ranks, TimeProvider clock)
{
    /// <summary>The plan of a run and its cache document; opens the inputs, computes nothing.</summary>
    public PlannedRun Plan(RunRequest request)
    {
        using var prepared = new RunPreparation(registry, formats, ranks).Prepare(request);
        return new PlannedRun(prepared.Plan, prepared.CacheDocument, prepared.Remarks);
    }

    /// <summary>Executes the run.</summary>
    /// <exception cref="RefusalException">Anything that a user or an operator of the machine can mend.</exception>
    public RunResult Execute(RunRequest request, Action<RunProgress> progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(request.OutputFolder);
        using var prepared = new RunPreparation(registry, formats, ranks).Prepare(request);
        using var pool = new BufferPool(prepared.Plan.Limits.BudgetBytes);
        using var store = new OutputStore(request, formats, ranks, pool);
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

        store.Complete(AttributeSet.Empty);
        var statistics = new RunStatistics(
            ranks.Sum(prepared.Cubes.BytesRead), ranks.Sum(store.BytesWritten + walk.BytesSunk), pool.PeakBytes, PeakResident(),
            clock.GetElapsedTime(began).TotalSeconds, ranks.Sum(meter.TilesComputed), ranks.Sum(meter.TilesResumed));
        return new RunResult(walk.Kept, prepared.Plan, statistics, [.. prepared.Remarks, .. walk.Remarks]);
    }

    private static long PeakResident()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
