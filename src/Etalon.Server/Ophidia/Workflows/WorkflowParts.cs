using System.Collections.Immutable;

namespace Etalon.Server;

/// <summary>What the work of a request is done with.</summary>
/// <param name="Operators">All operators.</param>
/// <param name="Execution">Carries single tasks out.</param>
/// <param name="Outputs">What filters of dependencies leave.</param>
/// <param name="Steps">Carries out what sets variables and waits.</param>
/// <param name="Live">The request, as others see it.</param>
/// <param name="Journal">Where tasks are written down.</param>
/// <param name="Clock">The time.</param>
/// <param name="Variables">Names that stand for something from the beginning.</param>
internal sealed record WorkflowParts(
    OphidiaOperators Operators, TaskExecution Execution, ParentOutputs Outputs, FlowSteps Steps, LiveRequest Live, IOphidiaJournal Journal, TimeProvider Clock,
    ImmutableDictionary<string, FlowVariable> Variables);
