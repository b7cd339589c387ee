namespace Etalon.Catalog;

/// <summary>A way to go on with a search.</summary>
/// <param name="Source">Selects candidates: rows <c>id</c> (and what <c>Pass</c> needs), or whole rows, in falling order.</param>
/// <param name="Steps">How many of them at most; zero for all that there are: then nothing is left afterwards.</param>
/// <param name="Cost">Microseconds until the page is full, or all is seen.</param>
internal sealed record SearchWay(string Source, int Steps, double Cost)
{
    /// <summary>What a candidate <c>w</c> must fulfil by itself.</summary>
    public string Pass { get; init; } = "true";

    /// <summary>Conditions on other tables that are left to be tested on the candidate <c>d</c>.</summary>
    public string Others { get; init; } = "true";

    /// <summary>Whether the source selects whole rows.</summary>
    public bool Whole { get; init; }

    /// <summary>Candidates per dataset of the catalogue.</summary>
    public double Density { get; init; } = 1;
}
