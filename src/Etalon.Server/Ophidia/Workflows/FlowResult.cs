using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What tasks that come after another one see of it.</summary>
/// <param name="State">How it ended.</param>
/// <param name="Variables">What names stand for after it.</param>
internal sealed record FlowResult(TaskState State, ImmutableDictionary<string, FlowVariable> Variables)
{
    /// <summary>Its cubes.</summary>
    public ImmutableArray<string> Cubes { get; init; } = [];

    /// <summary>Its other results, by the argument they serve as.</summary>
    public ImmutableSortedDictionary<string, string> Results { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether what depends on it is left out.</summary>
    public bool IsFailed => State is TaskState.Error or TaskState.Aborted or TaskState.Expired;

    /// <summary>What a dependency takes.</summary>
    public ImmutableArray<string> Output(string argument) =>
        argument is "cube" or "cubes" || !Results.TryGetValue(argument, out var result) ? argument is "cube" or "cubes" ? Cubes : [] : [result];
}
