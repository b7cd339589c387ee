using System.Globalization;
using Etalon.Catalog;
using Npgsql;

namespace Etalon.CatalogBench;

/// <summary>Five thousand proposals among which the datasets are divided, and people who belong to many of them.</summary>
internal static class Proposals
{
    /// <summary>As many as <see cref="SampleDatasets"/> names in its metadata; 200 datasets of a million belong to each.</summary>
    public const int Count = 5000;

    /// <summary>The proposals' identifiers; they are made if they are not there yet.</summary>
    public static async Task<IReadOnlyList<Guid>> MakeAsync(NpgsqlDataSource database)
    {
        var known = (await new ListProposals(database).RunAsync(Viewer.System)).ToDictionary(proposal => proposal.Number, proposal => proposal.Id, StringComparer.Ordinal);
        var proposals = new List<Guid>();
        for (var i = 0; i < Count; i++)
        {
            var number = (SampleDatasets.FirstProposal + i).ToString(CultureInfo.InvariantCulture);
            proposals.Add(known.TryGetValue(number, out var id)
                ? id
                : (await new CreateProposal(database, TimeProvider.System).RunAsync(number, "", Viewer.System)).Id);
        }

        return proposals;
    }

    /// <summary>Somebody who belongs to so many of them, and owns nothing.</summary>
    public static async Task<Viewer> MemberAsync(NpgsqlDataSource database, IReadOnlyList<Guid> proposals, int count)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"member{count:D4}");
        var person = (await new ListPersons(database).RunAsync()).FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        if (person is null)
        {
            person = await new CreatePerson(database, TimeProvider.System).RunAsync(name, [], Viewer.System);
            await using var join = database.CreateCommand("insert into proposal_member (proposal_id, person_id, added_at) select id, $1, now() from unnest($2) p (id)");
            join.Parameters.Add(new NpgsqlParameter { Value = person.Id });
            join.Parameters.Add(new NpgsqlParameter { Value = proposals.Where((_, i) => i % (Count / count) == 0).ToArray() });
            await join.ExecuteNonQueryAsync();
        }

        return new Viewer(person.Id, []);
    }
}
