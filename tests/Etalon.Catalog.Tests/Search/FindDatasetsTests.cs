using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class FindDatasetsTests(ClusterFixture cluster)
{
    private const double JoulePerKeV = 1.602176634e-16;

    [Fact]
    public async Task A_quantity_is_found_whatever_unit_it_was_written_in()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await AddAsync(catalog, "low", 8, "keV", 8 * JoulePerKeV);
        await AddAsync(catalog, "high", 25000, "eV", 25 * JoulePerKeV);
        await AddAsync(catalog, "edge", 20, "keV", 20 * JoulePerKeV);

        Assert.Equal(["high"], await NamesAsync(catalog, new DatasetSearch { Quantities = [QuantityCondition.Above("energy", "J", 20 * JoulePerKeV)] }));
        Assert.Equal(["edge", "high"], await NamesAsync(catalog, new DatasetSearch { Quantities = [QuantityCondition.AtLeast("energy", "J", 20 * JoulePerKeV)] }));
        Assert.Equal(["low"], await NamesAsync(catalog, new DatasetSearch { Quantities = [QuantityCondition.Below("energy", "J", 20 * JoulePerKeV)] }));
        Assert.Equal(["edge"], await NamesAsync(catalog, new DatasetSearch { Quantities = [QuantityCondition.Equal("energy", "J", 20000 * (JoulePerKeV / 1000))] }));
    }

    [Fact]
    public async Task An_unknown_quantity_or_a_wrong_dimension_is_refused_with_what_there_is()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await AddAsync(catalog, "low", 8, "keV", 8 * JoulePerKeV);

        var unknown = await Assert.ThrowsAsync<RefusalException>(
            () => NamesAsync(catalog, new DatasetSearch { Quantities = [QuantityCondition.Above("enrgy", "J", 1)] }));
        var dimension = await Assert.ThrowsAsync<RefusalException>(
            () => NamesAsync(catalog, new DatasetSearch { Quantities = [QuantityCondition.Above("energy", "s", 1)] }));

        Assert.Equal("unknown-quantity", unknown.Code);
        Assert.Contains("'energy'", unknown.Help, StringComparison.Ordinal);
        Assert.Equal("wrong-dimension", dimension.Code);
    }

    [Theory]
    [InlineData("0042", true)]
    [InlineData("SCAN b", true)]
    [InlineData("gold", true)]
    [InlineData("tas", true)]
    [InlineData("lat scan", true)]
    [InlineData("silver", false)]
    [InlineData("scan silver", false)]
    [InlineData("o'bri:*&|!", false)]
    [InlineData("scan g", false)] // a single letter is a word, not the beginning of "gold"
    public async Task Text_is_found_by_words_and_their_beginnings(string text, bool found)
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await catalog.PublishedAsync(catalog.Dataset("scan_0042-b.nxs"));

        Assert.Equal(found, (await NamesAsync(catalog, new DatasetSearch { Text = text })).Length == 1);
    }

    [Theory]
    [InlineData("scan_*", true)]
    [InlineData("*0042*", true)]
    [InlineData("SCAN_004?", true)]
    [InlineData("scan%", false)]
    [InlineData("scan-0042", false)]
    public async Task Names_are_found_by_pattern(string pattern, bool found)
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await catalog.PublishedAsync(catalog.Dataset("scan_0042"));

        Assert.Equal(found, (await NamesAsync(catalog, new DatasetSearch { Name = pattern })).Length == 1);
    }

    [Fact]
    public async Task Metadata_types_axes_formats_times_and_folders_are_conditions()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var folder = await new CreateFolder(catalog.Source, catalog.Clock).RunAsync("june", null, Viewer.System);
        var first = await catalog.PublishedAsync(catalog.Dataset("first") with { Folders = [folder.Id] });
        catalog.Clock.Advance(TimeSpan.FromDays(1));
        var midnight = catalog.Clock.GetUtcNow();
        await catalog.PublishedAsync(new NewDataset(catalog.NextId(), "second", "x", "npy")
        {
            Metadata = TestCatalog.Json("""{"sample": {"name": "lead", "layers": 3}}"""),
        });

        Assert.Equal(["first"], await NamesAsync(catalog, new DatasetSearch { Metadata = [new MetadataCondition(["sample", "name"], TestCatalog.Json("\"gold\""))] }));
        Assert.Equal(["second"], await NamesAsync(catalog, new DatasetSearch { Metadata = [new MetadataCondition(["sample", "layers"], TestCatalog.Json("3"))] }));
        Assert.Equal(["first"], await NamesAsync(catalog, new DatasetSearch { SampleType = SampleType.Float32 }));
        Assert.Equal(["first"], await NamesAsync(catalog, new DatasetSearch { Axes = ["time", "lat"] }));
        Assert.Empty(await NamesAsync(catalog, new DatasetSearch { Axes = ["time", "lon"] }));
        Assert.Equal(["second"], await NamesAsync(catalog, new DatasetSearch { Format = "npy" }));
        Assert.Equal(["first"], await NamesAsync(catalog, new DatasetSearch { CreatedBefore = midnight }));
        Assert.Equal(["second"], await NamesAsync(catalog, new DatasetSearch { CreatedFrom = midnight }));
        Assert.Equal(["first"], await NamesAsync(catalog, new DatasetSearch { Folder = folder.Id }));

        await new FileDatasets(catalog.Source).RunAsync(folder.Id, [], [first.Id], Viewer.System);
        Assert.Empty(await NamesAsync(catalog, new DatasetSearch { Folder = folder.Id }));
    }

    [Fact]
    public async Task Broad_and_narrow_conditions_give_what_a_plain_scan_gives_page_by_page()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        const int count = 9000; // more than the first walk, so that every way of searching is taken
        await new ImportBulk(catalog.Source, catalog.Clock).RunAsync(Enumerable.Range(0, count).Select(i => Numbered(catalog, i)));
        var random = new Random(42);
        for (var round = 0; round < 25; round++)
        {
            var (a, b) = (random.NextDouble() * 1000, random.NextDouble() * 1000);
            var (from, to) = (Math.Min(a, b), Math.Max(a, b));
            if (round % 3 == 0)
            {
                to = from + 3; // narrow
            }

            var colour = round % 4;
            var search = new DatasetSearch
            {
                Quantities = [new QuantityCondition("angle", "rad", from, to), QuantityCondition.AtMost("depth", "m", random.Next(100))],
                Metadata = colour == 3 ? [] : [new MetadataCondition(["colour"], TestCatalog.Json(colour.ToString(CultureInfo.InvariantCulture)))],
            };
            var expected = Enumerable.Range(0, count).Reverse()
                .Where(i => Angle(i) >= from && Angle(i) <= to && Depth(i) <= search.Quantities[1].Greatest && (colour == 3 || i % 7 == colour))
                .Select(Name);

            Assert.Equal(expected, await NamesAsync(catalog, search, limit: 40));
        }
    }

    [Fact]
    public async Task Whoever_may_see_few_datasets_gets_what_a_plain_scan_gives_page_by_page()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, ben) = (await catalog.PersonAsync("anna"), await catalog.PersonAsync("ben"));
        var folder = await new CreateFolder(catalog.Source, catalog.Clock).RunAsync("odd", null, Viewer.System);
        const int count = 6000; // more than the first walk
        await new ImportBulk(catalog.Source, catalog.Clock).RunAsync(Enumerable.Range(0, count).Select(i => Numbered(catalog, i) with
        {
            CreatedBy = IsAnnas(i) ? anna : ben,
            Public = IsPublic(i),
            Folders = i % 2 == 1 ? [folder.Id] : [],
        }));
        var random = new Random(7);
        foreach (var (viewer, sees) in new (Viewer, Func<int, bool>)[] { (new Viewer(anna, []), i => IsAnnas(i) || IsPublic(i)), (Viewer.Anonymous, IsPublic) })
        {
            for (var round = 0; round < 8; round++)
            {
                var (least, most, colour, filed) = (random.NextDouble() * 900, random.Next(100), round % 9, round % 3 == 0);
                var search = new DatasetSearch
                {
                    Quantities = [QuantityCondition.AtLeast("angle", "rad", least), QuantityCondition.AtMost("depth", "m", most)],
                    Metadata = colour > 6 ? [] : [new MetadataCondition(["colour"], TestCatalog.Json(colour.ToString(CultureInfo.InvariantCulture)))],
                    Folder = filed ? folder.Id : null,
                };
                var expected = Enumerable.Range(0, count).Reverse()
                    .Where(i => sees(i) && Angle(i) >= least && Depth(i) <= most && (colour > 6 || i % 7 == colour) && (!filed || i % 2 == 1))
                    .Select(Name);

                Assert.Equal(expected, await NamesAsync(catalog, search, limit: 30, viewer));
            }
        }

        static bool IsAnnas(int i) => i % 11 == 3;
        static bool IsPublic(int i) => i % 17 == 5;
    }

    [Fact]
    public async Task Several_conditions_on_one_quantity_are_one_range()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await new ImportBulk(catalog.Source, catalog.Clock).RunAsync(Enumerable.Range(0, 1500).Select(i => Numbered(catalog, i)));

        var inside = await NamesAsync(
            catalog, new DatasetSearch { Quantities = [QuantityCondition.AtLeast("depth", "m", 98), QuantityCondition.Below("depth", "m", 99)] }, limit: 100);
        var nothing = await NamesAsync(
            catalog, new DatasetSearch { Quantities = [QuantityCondition.Below("depth", "m", 50), QuantityCondition.Above("depth", "m", 50)] }, limit: 100);

        Assert.Equal(Enumerable.Range(0, 1500).Reverse().Where(i => i % 100 == 98).Select(Name), inside);
        Assert.Empty(nothing);
    }

    [Fact]
    public async Task Words_and_metadata_are_intersected_in_one_index_and_walks_read_indexes_alone()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await new ImportBulk(catalog.Source, catalog.Clock).RunAsync(Enumerable.Range(0, 2000).Select(i => Numbered(catalog, i)));
        await catalog.ExecuteAsync("vacuum analyze");

        var words = await PlanAsync(
            catalog, "select id from dataset d where d.metadata @> '{\"colour\": 3}' and d.search @@ words_query('d001') and d.terms @> '{axis:time}' and d.name ilike '%0012%'");
        var walk = await PlanAsync(
            catalog, "select q.dataset_id, q.si_value from metadata_quantity q where q.key_id = 1 and q.dataset_id < 'ffffffff-ffff-ffff-ffff-ffffffffffff' order by q.dataset_id desc limit 100");
        var owned = await PlanAsync(
            catalog, "select d.id from dataset d where d.created_by = 'ffffffff-ffff-ffff-ffff-ffffffffffff' and d.public = false and d.state = 'published' order by d.id desc limit 100");

        Assert.Single(words, line => line.Contains("Bitmap Index Scan on dataset_words", StringComparison.Ordinal));
        Assert.DoesNotContain(words, line => line.Contains("BitmapAnd", StringComparison.Ordinal));
        Assert.Contains(walk, line => line.Contains("Index Only Scan Backward using metadata_quantity_newest", StringComparison.Ordinal));
        Assert.DoesNotContain(walk, line => line.Contains("Sort", StringComparison.Ordinal));
        Assert.Contains(owned, line => line.Contains("Index Only Scan Backward using dataset_owned", StringComparison.Ordinal));
        Assert.DoesNotContain(owned, line => line.Contains("Sort", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_look_at_one_quantity_of_a_dataset_reads_one_index_alone_by_a_clear_margin()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        // More rows than the planner's sample takes: below that it knows every dataset and needs not be told.
        await catalog.ExecuteAsync(
            "insert into metadata_quantity select md5(i::text)::uuid, k, i % 1000, i % 1000, '' from generate_series(1, 2) k, generate_series(1, 40000) i");
        await catalog.ExecuteAsync("vacuum analyze metadata_quantity");
        var look = await PlanAsync(
            catalog,
            "select (select true from metadata_quantity q where q.dataset_id = d.id and q.key_id = 1 and q.si_value between 200 and 600 limit 1) from (select id from dataset offset 0) d");
        var forget = await PlanAsync(catalog, "delete from metadata_quantity where dataset_id = any (array['ffffffff-ffff-ffff-ffff-ffffffffffff']::uuid[])");
        var dear = await PlanAsync(catalog, "select unit from metadata_quantity q where q.dataset_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'");

        Assert.Contains(look, line => line.Contains("Index Only Scan using metadata_quantity_newest", StringComparison.Ordinal));
        Assert.Contains(forget, line => line.Contains("metadata_quantity_dataset", StringComparison.Ordinal));
        // The margin: through the other index the planner expects to read fifty rows for one, whatever the sample of the table says.
        var expected = dear[0][(dear[0].IndexOf("rows=", StringComparison.Ordinal) + 5)..].Split(' ')[0];
        Assert.InRange(int.Parse(expected, CultureInfo.InvariantCulture), 40, 60);
    }

    [Fact]
    public async Task Facets_count_what_a_search_finds()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await new ImportBulk(catalog.Source, catalog.Clock).RunAsync(Enumerable.Range(0, 3000).Select(i => Numbered(catalog, i)));
        var count = new CountFacets(catalog.Source);

        var all = await count.RunAsync(new DatasetSearch(), [Facet.Metadata("colour"), Facet.Format, Facet.Axis], Viewer.System);
        var some = await count.RunAsync(
            new DatasetSearch { Quantities = [QuantityCondition.AtMost("depth", "m", 9)] }, [Facet.Metadata("colour")], Viewer.System, top: 2);

        Assert.Equal((3000, true), (all.Total, all.Exact));
        Assert.Equal(Enumerable.Range(0, 3000).GroupBy(i => i % 7).ToDictionary(g => g.Key.ToString(CultureInfo.InvariantCulture), g => (long)g.Count()), all.Facets[0].ToDictionary(v => v.Value, v => v.Count));
        Assert.Equal([new FacetValue("zarr", 3000)], all.Facets[1]);
        Assert.Equal([new FacetValue("time", 3000)], all.Facets[2]);
        Assert.Equal(Enumerable.Range(0, 3000).Count(i => Depth(i) <= 9), some.Total);
        Assert.Equal(2, some.Facets[0].Count);
        Assert.Equal(0, (await count.RunAsync(new DatasetSearch(), [Facet.Format], Viewer.Anonymous)).Total);
    }

    [Fact]
    public async Task Facets_of_many_datasets_are_estimated_within_a_few_percent_and_say_so()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        const int datasets = 25_000;
        await new ImportBulk(catalog.Source, catalog.Clock).RunAsync(Enumerable.Range(0, datasets).Select(i =>
            new NewDataset(catalog.NextId(), Name(i), "x", "zarr") { Metadata = TestCatalog.Json(i % 2 == 0 ? """{"parity": "even"}""" : """{"parity": "odd"}""") }));

        var counts = await new CountFacets(catalog.Source).RunAsync(new DatasetSearch(), [Facet.Metadata("parity")], Viewer.System);

        Assert.False(counts.Exact);
        // 10 000 of 25 000 looked at: five standard deviations of the total are 5 * sqrt(25000 * 0.6 / 0.4) < 1000.
        Assert.InRange(counts.Total, datasets - 1000, datasets + 1000);
        Assert.All(counts.Facets[0], value => Assert.InRange(value.Count, (datasets / 2) - 700, (datasets / 2) + 700));
    }

    private static string Name(int i) => "d" + i.ToString("D5", CultureInfo.InvariantCulture);

    /// <summary>Runs over 0 … 1000 in no order.</summary>
    private static double Angle(int i) => (i * 7919L % 100003) / 100.003;

    private static double Depth(int i) => i % 100;

    private static NewDataset Numbered(TestCatalog catalog, int i) => new(catalog.NextId(), Name(i), "x", "zarr")
    {
        Metadata = TestCatalog.Json($$"""{"colour": {{i % 7}}}"""),
        Cubes = [TestCatalog.Cube("a", "time")],
        Quantities = [new IndexedQuantity("angle", Angle(i), "rad", Angle(i), "rad"), new IndexedQuantity("depth", Depth(i), "m", Depth(i), "m")],
    };

    private static Task<NewDataset> AddAsync(TestCatalog catalog, string name, double value, string unit, double joule) =>
        catalog.PublishedAsync(catalog.Dataset(name) with { Quantities = [new IndexedQuantity("energy", value, unit, joule, "J")] });

    private static async Task<IReadOnlyList<string>> PlanAsync(TestCatalog catalog, string query)
    {
        // A table this small would be read whole; what is asked here is which index fits.
        await using var connection = await catalog.Source.OpenConnectionAsync();
        await using var command = new Npgsql.NpgsqlCommand("set enable_seqscan = off; explain " + query, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private static async Task<string[]> NamesAsync(TestCatalog catalog, DatasetSearch search, int limit = 2, Viewer? viewer = null)
    {
        var find = new FindDatasets(catalog.Source);
        var names = new List<string>();
        Guid? position = null;
        do
        {
            var page = await find.RunAsync(search, viewer ?? Viewer.System, position, limit);
            names.AddRange(page.Datasets.Select(dataset => dataset.Name));
            position = page.Next;
        }
        while (position is not null);

        return [.. names];
    }
}
