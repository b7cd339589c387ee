using System.Collections.Immutable;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>How a task ended, and with what.</summary>
/// <param name="State">How it ended.</param>
internal sealed record TaskOutcome(TaskState State)
{
    /// <summary>What it has to say.</summary>
    public OphidiaAnswer Answer { get; init; } = OphidiaAnswer.Done;

    /// <summary>What went wrong; empty for nothing.</summary>
    public string Message { get; init; } = "";

    /// <summary>What there is to be warned of, whatever the state; empty for nothing.</summary>
    public string Remark { get; init; } = "";

    /// <summary>One line for each cube or file of a massive task.</summary>
    public ImmutableArray<TaskLine> Parts { get; init; } = [];

    /// <summary>Whether it went over several cubes or files, or over none that fit.</summary>
    public bool IsMassive { get; init; }

    /// <summary>Variables it has set.</summary>
    public ImmutableDictionary<string, OphidiaVariable> Variables { get; init; } = ImmutableDictionary<string, OphidiaVariable>.Empty;
}
