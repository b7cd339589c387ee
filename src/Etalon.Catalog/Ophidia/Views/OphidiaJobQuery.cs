namespace Etalon.Catalog;

/// <summary>Which jobs are listed; patterns are those of SQL, null for all.</summary>
public sealed record OphidiaJobQuery
{
    /// <summary>Whether jobs are listed, not only sessions.</summary>
    public bool Jobs { get; init; }

    /// <summary>A pattern for sessions' codes.</summary>
    public string? Session { get; init; }

    /// <summary>A pattern for sessions' labels.</summary>
    public string? Label { get; init; }

    /// <summary>A pattern for numbers of requests.</summary>
    public string? Workflow { get; init; }

    /// <summary>A pattern for numbers of jobs.</summary>
    public string? Marker { get; init; }

    /// <summary>A pattern for numbers of requests' jobs; only tasks fit one.</summary>
    public string? Parent { get; init; }

    /// <summary>A pattern for states.</summary>
    public string? State { get; init; }

    /// <summary>A pattern for what was asked for.</summary>
    public string? Command { get; init; }

    /// <summary>When sessions were made; the end is included.</summary>
    public (DateTime From, DateTime To) SessionAt { get; init; } = (DateTime.UnixEpoch, DateTime.MaxValue);

    /// <summary>When jobs came.</summary>
    public (DateTime From, DateTime To) CreatedAt { get; init; } = (DateTime.UnixEpoch, DateTime.MaxValue);

    /// <summary>When jobs began.</summary>
    public (DateTime From, DateTime To)? StartedAt { get; init; }

    /// <summary>When jobs ended.</summary>
    public (DateTime From, DateTime To)? EndedAt { get; init; }

    /// <summary>At most so many, the last ones.</summary>
    public int Limit { get; init; } = 100;
}
