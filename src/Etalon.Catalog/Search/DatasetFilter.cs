using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// A search as pieces of SQL: constants of this file, with every value a parameter. The pieces are put together in different orders,
/// because which condition is asked first decides between a millisecond and a second.
/// </summary>
internal sealed class DatasetFilter
{
    /// <summary>The plans depend on the values: one made for all values reads whole indexes.</summary>
    private const string Settings = "set plan_cache_mode = force_custom_plan";

    /// <summary>Asked beforehand: with the values themselves in a query, the planner makes a table of them to look into.</summary>
    private const string ProposalsOf = "select proposals_of(@Person)";

    private const string KeysOf = "select k.name, k.si_unit, k.id from metadata_key k where k.name = any (@names)";

    private readonly List<string> _onRow = [];
    private readonly List<SearchProbe> _probes = [];

    private DatasetFilter(Viewer viewer, Guid[] proposals)
    {
        Viewer = viewer;
        Proposals = proposals.Length;
        Parameters.Add("Person", viewer.Person);
        Parameters.Add("Roles", viewer.Roles.ToArray());
        Parameters.Add("Proposals", proposals);
    }

    /// <summary>For whom.</summary>
    public Viewer Viewer { get; }

    /// <summary>How many proposals they belong to; none are looked up for who sees all.</summary>
    public int Proposals { get; }

    /// <summary>The values of the parameters.</summary>
    public DynamicParameters Parameters { get; } = new();

    /// <summary>Conditions on other tables, each of which can also name the datasets that fulfil it.</summary>
    public IReadOnlyList<SearchProbe> Probes => _probes;

    /// <summary>Whether there is a condition on the row; each of them has an index.</summary>
    public bool HasRowCondition => _onRow.Count > 0;

    /// <summary>Whether there is any condition.</summary>
    public bool IsEmpty => _onRow.Count == 0 && _probes.Count == 0;

    /// <summary>Whether the viewer may see the dataset.</summary>
    public static string Visible => "may_see(d, @Person, @Roles, @Proposals::uuid[])";

    /// <summary>
    /// Which datasets there are at all for the viewer, in the range of time; never answered from the index of identifiers, all of which
    /// (90 ms for a million) would be read to combine it with others.
    /// </summary>
    public static string VisibleByFilter =>
        $"d.state = 'published' and {Visible} and (d.id >= @From) is not false and (d.id < @Before) is not false";

    /// <summary>All conditions on the row itself.</summary>
    public string OnRow => _onRow.Count == 0 ? "true" : string.Join(" and ", _onRow);

    /// <summary>All conditions on other tables.</summary>
    public string OnOthers => string.Join(" and ", _probes.Select(probe => probe.Test).Prepend("true"));

    /// <summary>Makes the filter; names of quantities are looked up.</summary>
    /// <exception cref="RefusalException">No dataset has such a quantity, or it has another dimension.</exception>
    public static async Task<DatasetFilter> MakeAsync(
        NpgsqlConnection connection, DatasetSearch search, Viewer viewer, Guid? before, CancellationToken cancellation)
    {
        await connection.ExecuteAsync(new CommandDefinition(Settings, cancellationToken: cancellation));
        var proposals = viewer.SeesAll || viewer.Person is null
            ? []
            : await connection.ExecuteScalarAsync<Guid[]>(new CommandDefinition(ProposalsOf, new { viewer.Person }, cancellationToken: cancellation));
        var filter = new DatasetFilter(viewer, proposals ?? []);
        var end = search.CreatedBefore is { } moment ? CatalogId.FirstAt(moment) : Guid.AllBitsSet;
        filter.Parameters.Add("From", search.CreatedFrom is { } from ? CatalogId.FirstAt(from) : Guid.Empty);
        filter.Before = before is { } position && position < end ? position : end;
        filter.AddRowConditions(search);
        if (search.Folder is { } folder)
        {
            filter.Parameters.Add("Folder", folder);
            filter._probes.Add(new SearchProbe(
                "(select true from folder_dataset g where g.folder_id = @Folder and g.dataset_id = d.id limit 1)",
                "select g.dataset_id from folder_dataset g where g.folder_id = @Folder",
                "select g.dataset_id as id from folder_dataset g where g.folder_id = @Folder and g.dataset_id >= @From and g.dataset_id < @Before order by g.dataset_id desc",
                "true"));
        }

        await filter.AddQuantitiesAsync(connection, search.Quantities, cancellation);
        return filter;
    }

    /// <summary>Where the search begins: datasets before this identifier.</summary>
    public Guid Before
    {
        get => Parameters.Get<Guid>("Before");
        set => Parameters.Add("Before", value);
    }

    private void AddRowConditions(DatasetSearch search)
    {
        if (!string.IsNullOrWhiteSpace(search.Text))
        {
            AddIndexed("d.search @@ words_query(@Text)", "Text", search.Text);
        }

        if (!string.IsNullOrEmpty(search.Name))
        {
            AddIndexed("d.name ilike @Name", "Name", Like(search.Name));
        }

        string?[] terms =
        [
            search.Format is { } format ? DatasetTerms.Format + format : null,
            search.SampleType is { } type ? DatasetTerms.SampleType + type.Name() : null,
            .. search.Axes.Select(axis => DatasetTerms.Axis + axis),
        ];
        if (terms.OfType<string>().ToArray() is { Length: > 0 } given)
        {
            AddIndexed("d.terms @> @Terms::text[]", "Terms", given);
        }

        for (var i = 0; i < search.Metadata.Count; i++)
        {
            AddIndexed($"d.metadata @> @Metadata{i}::jsonb", $"Metadata{i}", Nested(search.Metadata[i]));
        }

        if (search.Proposal is { } proposal)
        {
            AddIndexed("d.proposal_id = @Proposal", "Proposal", proposal);
        }

        if (search.CreatedBy is { } person)
        {
            AddIndexed("d.created_by = @CreatedBy", "CreatedBy", person);
        }
    }

    private void AddIndexed(string condition, string parameter, object value)
    {
        _onRow.Add(condition);
        Parameters.Add(parameter, value);
    }

    private async Task AddQuantitiesAsync(NpgsqlConnection connection, IReadOnlyList<QuantityCondition> conditions, CancellationToken cancellation)
    {
        if (conditions.Count == 0)
        {
            return;
        }

        // A dataset has one value of a key: several conditions on it are one range.
        conditions = [.. conditions
            .GroupBy(condition => (condition.Key, condition.SiUnit))
            .Select(same => same.First() with { Least = same.Max(one => one.Least), Greatest = same.Min(one => one.Greatest) })];
        var names = conditions.Select(condition => condition.Key).Distinct(StringComparer.Ordinal).ToArray();
        var known = (await connection.QueryAsync<(string Name, string SiUnit, int Id)>(
            new CommandDefinition(KeysOf, new { names }, cancellationToken: cancellation))).AsList();
        for (var i = 0; i < conditions.Count; i++)
        {
            var condition = conditions[i];
            var key = known.Find(row =>
                string.Equals(row.Name, condition.Key, StringComparison.Ordinal) && string.Equals(row.SiUnit, condition.SiUnit, StringComparison.Ordinal));
            if (key.Name is null)
            {
                throw await UnknownQuantityAsync(connection, condition, [.. known.Where(row => string.Equals(row.Name, condition.Key, StringComparison.Ordinal)).Select(row => row.SiUnit)], cancellation);
            }

            Parameters.Add($"Key{i}", key.Id);
            Parameters.Add($"Least{i}", condition.Least);
            Parameters.Add($"Greatest{i}", condition.Greatest);
            var range = $"q.key_id = @Key{i} and q.si_value between @Least{i} and @Greatest{i}";
            _probes.Add(new SearchProbe(
                $"(select true from metadata_quantity q where q.dataset_id = d.id and {range} limit 1)",
                $"select q.dataset_id from metadata_quantity q where {range}",
                $"select q.dataset_id as id, q.si_value from metadata_quantity q where q.key_id = @Key{i} and q.dataset_id >= @From and q.dataset_id < @Before order by q.dataset_id desc",
                $"w.si_value between @Least{i} and @Greatest{i}"));
        }
    }

    private static async Task<RefusalException> UnknownQuantityAsync(
        NpgsqlConnection connection, QuantityCondition condition, string[] units, CancellationToken cancellation)
    {
        if (units.Length > 0)
        {
            return new RefusalException(
                "wrong-dimension",
                $"'{condition.Key}' is kept in {string.Join(" or ", units.Select(unit => unit.Length == 0 ? "no unit" : unit))}; the condition is in '{condition.SiUnit}'.",
                "Write the condition with a unit of the same dimension.");
        }

        var all = await connection.QueryAsync<string>(
            new CommandDefinition("select distinct name from metadata_key order by name limit 1000", cancellationToken: cancellation));
        return Refusal.Unknown("quantity", condition.Key, all);
    }

    private static string Like(string pattern) =>
        pattern.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)
            .Replace('*', '%').Replace('?', '_');

    private static string Nested(MetadataCondition condition)
    {
        var value = condition.Value.GetRawText();
        foreach (var name in condition.Path.Reverse())
        {
            value = $"{{{System.Text.Json.JsonSerializer.Serialize(name)}:{value}}}";
        }

        return value;
    }
}
