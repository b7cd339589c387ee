using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>What a run made, to be published in one piece.</summary>
/// <param name="RunId">The run.</param>
/// <param name="TakenBy">The worker that has it: one that lost its lease publishes nothing.</param>
/// <param name="Datasets">The datasets with all their records; staged ones are completed.</param>
/// <param name="Outputs">Which of them is at which port.</param>
public sealed record RunResult(Guid RunId, string TakenBy, IReadOnlyList<NewDataset> Datasets, IReadOnlyList<RunPort> Outputs)
{
    /// <summary>Bytes, times, memory, peak against promise.</summary>
    public JsonElement? Statistics { get; init; }

    /// <summary>Datasets that go when the run is done, with the rights of whoever asked for it.</summary>
    public IReadOnlyList<Guid> Deletes { get; init; } = [];

    /// <summary>Where the journal is; null leaves what was said before.</summary>
    public string? Journal { get; init; }
}
