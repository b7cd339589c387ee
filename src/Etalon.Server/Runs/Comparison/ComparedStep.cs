namespace Etalon.Server;

/// <summary>A step of the first run beside the step of the second that stands for the same.</summary>
/// <param name="First">Its id in the first run; null where only the second has it.</param>
/// <param name="Second">Its id in the second run; null where only the first has it.</param>
/// <param name="Operator">The operator.</param>
/// <param name="Verdict"><c>identical</c>, <c>within tolerance</c>, <c>explained</c> or <c>unexplained</c>.</param>
/// <param name="Changes">What differs in the step itself.</param>
/// <param name="Upstream">Steps before it that differ.</param>
/// <param name="Why">The verdict for people.</param>
public sealed record ComparedStep(
    string? First, string? Second, string Operator, string Verdict, IReadOnlyList<ComparedField> Changes, IReadOnlyList<string> Upstream, string Why);
