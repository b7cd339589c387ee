namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class VerifyAuditTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Entries_written_at_the_same_time_make_one_whole_chain()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var append = new AppendAudit(catalog.Source, catalog.Clock);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => append.RunAsync(null, "tested", "thing " + i)));

        var report = await new VerifyAudit(catalog.Source).RunAsync();
        Assert.Equal((40L, (long?)null), (report.Entries, report.FirstBroken));
        Assert.Equal(64, report.Head.Length);
    }

    [Theory]
    [InlineData("update audit set subject = 'other' where number = 3", 3)]
    [InlineData("update audit set at = at + interval '1 second' where number = 2", 2)]
    [InlineData("delete from audit where number = 2", 3)]
    [InlineData("delete from audit where number = 1", 2)]
    [InlineData("update audit a set hash = audit_hash(''::bytea, a.number, a.at, a.person_id, a.action, 'forged', a.detail), subject = 'forged' where number = 1", 2)]
    public async Task A_changed_or_removed_entry_is_found(string tampering, long first)
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var append = new AppendAudit(catalog.Source, catalog.Clock);
        for (var i = 0; i < 5; i++)
        {
            await append.RunAsync(null, "tested", "thing", TestCatalog.Json("""{"a": 1}"""));
        }

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => catalog.ExecuteAsync(tampering));
        await catalog.ExecuteAsync("alter table audit disable trigger all");
        await catalog.ExecuteAsync(tampering);

        Assert.Equal(first, (await new VerifyAudit(catalog.Source).RunAsync()).FirstBroken);
    }
}
