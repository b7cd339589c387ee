using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists a person's sessions and what was asked for in them.</summary>
public sealed class ListOphidiaJobs(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListOphidiaJobs.sql");

    /// <summary>The lines, the oldest first.</summary>
    public Task<IReadOnlyList<OphidiaJobLine>> RunAsync(Guid person, OphidiaJobQuery query, CancellationToken cancellation = default)
    {
        var parameters = new
        {
            Person = person,
            query.Jobs,
            query.Session,
            query.Label,
            query.Workflow,
            query.Marker,
            query.Parent,
            query.State,
            query.Command,
            query.Limit,
            SessionFrom = Utc(query.SessionAt.From),
            SessionTo = Utc(query.SessionAt.To),
            CreatedFrom = Utc(query.CreatedAt.From),
            CreatedTo = Utc(query.CreatedAt.To),
            StartedFrom = Utc(query.StartedAt?.From),
            StartedTo = Utc(query.StartedAt?.To),
            EndedFrom = Utc(query.EndedAt?.From),
            EndedTo = Utc(query.EndedAt?.To),
        };
        return database.ListAsync<OphidiaJobLine>(Query, parameters, cancellation);
    }

    private static DateTime? Utc(DateTime? moment) => moment is { } given ? DateTime.SpecifyKind(given, DateTimeKind.Utc) : null;
}
