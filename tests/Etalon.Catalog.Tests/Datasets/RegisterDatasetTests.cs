using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class RegisterDatasetTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_published_dataset_is_shown_as_it_was_given()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var given = await catalog.PublishedAsync();

        var shown = await new GetDataset(catalog.Source).RunAsync(given.Id, Viewer.System);

        Assert.Equal((given.Id, given.Name, given.Location, given.Format, given.Bytes), (shown.Dataset.Id, shown.Dataset.Name, shown.Dataset.Location, shown.Dataset.Format, shown.Dataset.Bytes));
        Assert.Equal(DatasetState.Published, shown.Dataset.State);
        Assert.Equal(catalog.Clock.GetUtcNow(), shown.Dataset.CreatedAt);
        Assert.Equal("gold", shown.Metadata.GetProperty("sample").GetProperty("name").GetString());
        Assert.Equal(given.Quantities, shown.Quantities);
        Assert.Equal(2, shown.FileCount);
        var cube = Assert.Single(shown.Cubes);
        Assert.Equal(("tas", SampleType.Float32, "K", 36L), (cube.Name, cube.SampleType, cube.Unit, cube.Bytes));
        Assert.Equal(["time", "lat"], cube.Axes);
        Assert.Equal([3L, 3L], cube.Shape);
    }

    [Fact]
    public async Task Files_are_listed_page_by_page()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var given = await catalog.PublishedAsync();
        var list = new ListFiles(catalog.Source);

        var first = await list.RunAsync(given.Id, Viewer.System, limit: 1);
        var second = await list.RunAsync(given.Id, Viewer.System, first[0].Path);

        Assert.Equal([.. given.Files.OrderBy(file => file.Path, StringComparer.Ordinal)], [.. first, .. second]);
    }

    [Fact]
    public async Task A_staged_dataset_is_seen_by_nobody_until_it_is_completed()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var dataset = catalog.Dataset();
        var register = new RegisterDataset(catalog.Source, catalog.Clock);
        await register.RunAsync(dataset);

        Assert.Empty(await new ListDatasets(catalog.Source).RunAsync(Viewer.System));
        await Assert.ThrowsAsync<RefusalException>(() => new GetDataset(catalog.Source).RunAsync(dataset.Id, Viewer.System));

        await register.RunAsync(dataset with { Bytes = 1000 }, DatasetState.Published);
        Assert.Equal(1000, Assert.Single(await new ListDatasets(catalog.Source).RunAsync(Viewer.System)).Bytes);
    }

    [Fact]
    public async Task A_published_dataset_cannot_be_changed()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var dataset = await catalog.PublishedAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => catalog.PublishedAsync(dataset with { Name = "other", Cubes = [] }));

        Assert.Equal("dataset-immutable", refusal.Code);
        var shown = await new GetDataset(catalog.Source).RunAsync(dataset.Id, Viewer.System);
        Assert.Equal(dataset.Name, shown.Dataset.Name);
        Assert.Single(shown.Cubes);
    }

    [Fact]
    public async Task Text_that_cannot_be_stored_is_refused_and_not_a_crash()
    {
        await using var catalog = await cluster.NewCatalogAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => catalog.PublishedAsync(catalog.Dataset() with { Metadata = TestCatalog.Json("""{"note": "a\u0000b"}""") }));

        Assert.Equal("invalid-text", refusal.Code);
    }

    [Fact]
    public async Task People_see_their_own_and_public_datasets_only()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (anna, ben) = (await catalog.PersonAsync("anna"), await catalog.PersonAsync("ben"));
        var annas = await catalog.PublishedAsync(catalog.Dataset("annas") with { CreatedBy = anna });
        await catalog.PublishedAsync(catalog.Dataset("bens") with { CreatedBy = ben });
        await catalog.PublishedAsync(catalog.Dataset("everyones") with { Public = true });
        var list = new ListDatasets(catalog.Source);

        var forAnna = await list.RunAsync(new Viewer(anna, []));
        var forNobody = await list.RunAsync(Viewer.Anonymous);
        var forAll = await list.RunAsync(Viewer.System);

        Assert.Equal(["everyones", "annas"], forAnna.Select(d => d.Name));
        Assert.Equal(["everyones"], forNobody.Select(d => d.Name));
        Assert.Equal(3, forAll.Count);
        await Assert.ThrowsAsync<RefusalException>(() => new GetDataset(catalog.Source).RunAsync(annas.Id, new Viewer(ben, [])));
    }

    [Fact]
    public async Task Pages_stay_the_same_while_datasets_are_added()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        for (var i = 0; i < 10; i++)
        {
            await catalog.PublishedAsync(catalog.Dataset("d" + i));
        }

        var list = new ListDatasets(catalog.Source);
        var seen = new List<string>();
        Guid? position = null;
        while (await list.RunAsync(Viewer.System, position, 3) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(d => d.Name));
            position = page[^1].Id;
            await catalog.PublishedAsync(catalog.Dataset("late"));
        }

        Assert.Equal(["d9", "d8", "d7", "d6", "d5", "d4", "d3", "d2", "d1", "d0"], seen);
    }
}
