namespace Etalon.Server;

/// <summary>A search as clients ask for it.</summary>
public sealed record SearchOrder
{
    /// <summary>Words.</summary>
    public string Text { get; init; } = "";

    /// <summary>Conditions: <c>energy &gt; 20 keV</c>, <c>name = run_*</c>, <c>type = float32</c>, <c>axis = time</c>, <c>sample = "Fe"</c>.</summary>
    public List<string> Where { get; init; } = [];

    /// <summary>Keys whose values are counted: <c>format</c>, <c>type</c>, <c>axis</c>, or a metadata key.</summary>
    public List<string> Facets { get; init; } = [];

    /// <summary>Only datasets of this proposal.</summary>
    public Guid? Proposal { get; init; }

    /// <summary>The last id of the page before.</summary>
    public Guid? Before { get; init; }

    /// <summary>How many.</summary>
    public int Limit { get; init; } = 50;
}
