using System.Collections.Immutable;

namespace Etalon.Engine;

/// <summary>A step of one run and the step of another that stands for the same.</summary>
/// <param name="First">The id in the first run; null where only the second has it.</param>
/// <param name="Second">The id in the second run; null where only the first has it.</param>
/// <param name="Operator">The operator.</param>
/// <param name="IsSame">Whether both have the same operator, version, code, parameters and everything before them: the same key.</param>
/// <param name="Changes">What differs in the steps themselves.</param>
/// <param name="Upstream">Steps of the second run before this one that differ.</param>
public sealed record StepPair(
    string? First, string? Second, string Operator, bool IsSame, ImmutableArray<ChangedField> Changes, ImmutableArray<string> Upstream);
