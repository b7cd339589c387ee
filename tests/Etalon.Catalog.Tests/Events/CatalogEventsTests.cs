namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class CatalogEventsTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Every_listener_hears_what_happens_and_hears_again_after_the_connection_was_cut()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        await using var events = new CatalogEvents(catalog.Source, TimeSpan.FromMilliseconds(300));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var first = events.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        await using var second = events.ReadAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await first.MoveNextAsync() && await second.MoveNextAsync());
        Assert.Equal(CatalogEvent.Resync, first.Current);
        var listener = await ListenerAsync(catalog, 0);

        var run = await catalog.RunningAsync("w1");
        await HearsAsync(first, new CatalogEvent(CatalogEventKind.Run, run, "running"));
        await HearsAsync(second, new CatalogEvent(CatalogEventKind.Run, run, "running"));

        await catalog.ExecuteAsync("select pg_terminate_backend(@listener)", new { listener });
        await ListenerAsync(catalog, listener);
        var output = catalog.Dataset("mean");
        await new PublishRun(catalog.Source, catalog.Clock).RunAsync(new RunResult(run, "w1", [output], [new RunPort("output", output.Id)]));
        await HearsAsync(first, new CatalogEvent(CatalogEventKind.Dataset, output.Id, "published"));
        await HearsAsync(second, new CatalogEvent(CatalogEventKind.Run, run, "done"));
    }

    private static async Task HearsAsync(IAsyncEnumerator<CatalogEvent> events, CatalogEvent expected)
    {
        do
        {
            Assert.True(await events.MoveNextAsync());
        }
        while (events.Current != expected);
    }

    /// <summary>Waits until a connection other than a given one listens; its process id.</summary>
    private static async Task<int> ListenerAsync(TestCatalog catalog, int other)
    {
        for (var i = 0; i < 200; i++)
        {
            const string query = "select coalesce(min(pid), 0) from pg_stat_activity where query = 'listen etalon' and state = 'idle' and datname = current_database() and pid <> @other";
            if (await catalog.ScalarAsync<int>(query, new { other }) is > 0 and var found)
            {
                return found;
            }

            await Task.Delay(10);
        }

        Assert.Fail("Nobody listens.");
        return 0;
    }
}
