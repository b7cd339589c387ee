namespace Etalon.Catalog;

/// <summary>Microseconds, estimated from profiles of a million datasets in memory; only their proportions matter.</summary>
internal static class SearchCosts
{
    /// <summary>The next dataset of the table, and its conditions.</summary>
    public const double RowStep = 3;

    /// <summary>The next entry of an index.</summary>
    public const double IndexStep = 0.2;

    /// <summary>The next entry of one of many proposals, sorted among those of the others.</summary>
    public const double ProposalStep = 0.7;

    /// <summary>One entry of an index in the order of values, sorted among the others by identifier.</summary>
    public const double Sorted = 0.4;

    /// <summary>One entry of an index, put into a set that is asked afterwards.</summary>
    public const double Kept = 0.35;

    /// <summary>Whether a dataset fulfils a condition on another table.</summary>
    public const double Probe = 2;

    /// <summary>One row of the table, somewhere, and its conditions.</summary>
    public const double Row = 6;

    /// <summary>Reading the lists of words.</summary>
    public const double Words = 4000;
}
