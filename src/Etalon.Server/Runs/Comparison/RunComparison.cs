namespace Etalon.Server;

/// <summary>Two runs beside each other.</summary>
/// <param name="First">The first run.</param>
/// <param name="Second">The second run.</param>
/// <param name="Tolerance">The largest relative difference that counts as none.</param>
/// <param name="Verdict">The worst of all: <c>identical</c>, <c>within tolerance</c>, <c>explained</c> or <c>unexplained</c>.</param>
/// <param name="Steps">All steps of both.</param>
/// <param name="Outputs">All kept outputs of both.</param>
public sealed record RunComparison(
    Guid First, Guid Second, double Tolerance, string Verdict, IReadOnlyList<ComparedStep> Steps, IReadOnlyList<ComparedOutput> Outputs);
