using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

/// <summary>Every query that shows datasets decides the same: a small world of people is held against the rule written out here.</summary>
[Collection(SharedCluster.Name)]
public sealed class VisibilityTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Lists_looks_facets_files_lineage_inputs_and_deletions_agree_on_who_sees_what()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (people, proposals, datasets) = await WorldAsync(catalog);
        foreach (var person in people)
        {
            var seen = datasets.Where(person.Sees).Select(dataset => dataset.Id).ToHashSet();
            var listed = await new ListDatasets(catalog.Source).RunAsync(person.Viewer, limit: 1000);
            Assert.Equal(seen.Order(), listed.Select(dataset => dataset.Id).Order());
            var counts = await new CountFacets(catalog.Source).RunAsync(new DatasetSearch(), [Facet.Format], person.Viewer);
            Assert.Equal(seen.Count, counts.Total);
            foreach (var dataset in datasets)
            {
                await CheckAsync(catalog, person.Viewer, dataset.Id, seen.Contains(dataset.Id));
            }

            var proposal = proposals[0].Id;
            var ofProposal = await new FindDatasets(catalog.Source).RunAsync(new DatasetSearch { Proposal = proposal }, person.Viewer, limit: 1000);
            Assert.Equal(datasets.Where(dataset => dataset.Proposal == proposal && seen.Contains(dataset.Id)).Select(dataset => dataset.Id).Order(), ofProposal.Datasets.Select(dataset => dataset.Id).Order());
        }
    }

    [Fact]
    public async Task Members_of_few_and_many_proposals_get_what_a_plain_scan_gives_page_by_page()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        const int count = 4000;
        const int many = 300; // with pages of 200, more than the first walk reads from indexes
        var proposals = new List<Proposal>();
        for (var i = 0; i < many; i++)
        {
            proposals.Add(await new CreateProposal(catalog.Source, catalog.Clock).RunAsync(string.Create(CultureInfo.InvariantCulture, $"P{i}"), "", Viewer.System));
        }

        var (few, most) = (await catalog.PersonAsync("few"), await catalog.PersonAsync("most"));
        await catalog.ExecuteAsync("insert into proposal_member select unnest(@ids::uuid[]), @few, now()", new { ids = proposals.Take(3).Select(one => one.Id).ToArray(), few });
        await catalog.ExecuteAsync("insert into proposal_member select unnest(@ids::uuid[]), @most, now()", new { ids = proposals.Skip(10).Select(one => one.Id).ToArray(), most });
        await new ImportBulk(catalog.Source, catalog.Clock).RunAsync(Enumerable.Range(0, count).Select(i => catalog.Dataset(Name(i)) with
        {
            CreatedBy = i % 50 == 1 ? few : null,
            Public = i % 70 == 2,
            Proposal = i % 3 == 0 ? null : proposals[i % many].Id,
        }));
        foreach (var (person, sees) in new (Guid, Func<int, bool>)[]
        {
            (few, i => i % 50 == 1 || i % 70 == 2 || (i % 3 != 0 && i % many < 3)),
            (most, i => i % 70 == 2 || (i % 3 != 0 && i % many >= 10)),
        })
        {
            foreach (var (pattern, limit) in new[] { (null, 200), ("*7", 40), ("*99", 7) })
            {
                var expected = Enumerable.Range(0, count).Reverse()
                    .Where(i => sees(i) && (pattern is null || Name(i).EndsWith(pattern[1..], StringComparison.Ordinal))).Select(Name);

                Assert.Equal(expected, await NamesAsync(catalog, new DatasetSearch { Name = pattern }, limit, new Viewer(person, [])));
            }
        }
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"scan{i:D5}");

    private static async Task<(Somebody[] People, Proposal[] Proposals, NewDataset[] Datasets)> WorldAsync(TestCatalog catalog)
    {
        var proposals = new List<Proposal>();
        foreach (var number in new[] { "A", "B" })
        {
            proposals.Add(await new CreateProposal(catalog.Source, catalog.Clock).RunAsync(number, "", Viewer.System));
        }

        var people = new List<Somebody> { new(Viewer.Anonymous, []), new(Viewer.System, []) };
        foreach (var (name, roles, belongs) in new (string, string[], int[])[]
        {
            ("anna", [], [0]), ("bert", [], [0, 1]), ("cleo", [], []), ("dora", [Viewer.Staff], []), ("emil", [Viewer.Administrator], [1]), ("fred", ["no-such-role"], []),
        })
        {
            var person = await new CreatePerson(catalog.Source, catalog.Clock).RunAsync(name, roles, Viewer.System);
            foreach (var proposal in belongs)
            {
                await new ChangeMembers(catalog.Source, catalog.Clock).AddAsync(proposals[proposal].Id, name, Viewer.System);
            }

            people.Add(new Somebody(new Viewer(person.Id, roles), [.. belongs.Select(i => proposals[i].Id)]));
        }

        var datasets = new List<NewDataset>();
        foreach (var owner in people.Select(person => person.Viewer.Person).Distinct())
        {
            foreach (var proposal in new Guid?[] { null, proposals[0].Id, proposals[1].Id })
            {
                foreach (var isPublic in new[] { false, true })
                {
                    datasets.Add(await catalog.PublishedAsync(catalog.Dataset() with { CreatedBy = owner, Proposal = proposal, Public = isPublic }));
                }
            }
        }

        return ([.. people], [.. proposals], [.. datasets]);
    }

    private static async Task CheckAsync(TestCatalog catalog, Viewer viewer, Guid id, bool sees)
    {
        Assert.Equal(sees, await IsShownAsync(() => new GetDataset(catalog.Source).RunAsync(id, viewer)));
        Assert.Equal(sees ? 2 : 0, (await new ListFiles(catalog.Source).RunAsync(id, viewer)).Count);
        Assert.Equal(sees, await IsShownAsync(() => new TraceLineage(catalog.Source).RunAsync(id, LineageDirection.Up, viewer)));
        Assert.Equal(sees, await IsShownAsync(() => new CreateRun(catalog.Source, catalog.Clock).RunAsync(
            catalog.Run(new RunPort("input", id, "tas")), new JobRequest(JobClass.Batch, TimeSpan.FromMinutes(1)), viewer)));
        if (!sees)
        {
            Assert.False(await IsShownAsync(() => new DeleteDataset(catalog.Source, catalog.Clock).RunAsync(id, viewer)));
        }
    }

    private static async Task<bool> IsShownAsync(Func<Task> look)
    {
        try
        {
            await look();
            return true;
        }
        catch (RefusalException refusal)
        {
            Assert.Equal(RefusalKind.Missing, refusal.Kind);
            return false;
        }
    }

    private static async Task<string[]> NamesAsync(TestCatalog catalog, DatasetSearch search, int limit, Viewer viewer)
    {
        var names = new List<string>();
        Guid? position = null;
        do
        {
            var page = await new FindDatasets(catalog.Source).RunAsync(search, viewer, position, limit);
            names.AddRange(page.Datasets.Select(dataset => dataset.Name));
            position = page.Next;
        }
        while (position is not null);

        return [.. names];
    }

    private sealed record Somebody(Viewer Viewer, Guid[] Proposals)
    {
        public bool Sees(NewDataset dataset) =>
            dataset.Public
            || Viewer.Roles.Any(role => role is Viewer.Administrator or Viewer.Staff)
            || (Viewer.Person is { } person && dataset.CreatedBy == person)
            || (dataset.Proposal is { } proposal && Proposals.Contains(proposal));
    }
}
