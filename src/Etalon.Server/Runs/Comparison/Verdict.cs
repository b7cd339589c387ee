namespace Etalon.Server;

/// <summary>What may be said of two results, from best to worst.</summary>
internal static class Verdict
{
    public const string Identical = "identical";
    public const string WithinTolerance = "within tolerance";
    public const string Explained = "explained";
    public const string Unexplained = "unexplained";

    private static readonly string[] Order = [Identical, WithinTolerance, Explained, Unexplained];

    /// <summary>The worst of some; identical where there are none.</summary>
    public static string Worst(IEnumerable<string> verdicts) => Order[verdicts.Select(verdict => Array.IndexOf(Order, verdict)).DefaultIfEmpty(0).Max()];
}
