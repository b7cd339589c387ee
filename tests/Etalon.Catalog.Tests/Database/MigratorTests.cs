using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class MigratorTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Migrations_are_applied_once_also_by_several_at_a_time()
    {
        await using var source = Connections.Pool(await cluster.NewAddressAsync("template0"));

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.RunAsync(source)));

        Assert.Equal(Migration.All.Count, applied.Sum());
        Assert.Equal(0, await Migrator.RunAsync(source));
    }

    [Fact]
    public async Task A_changed_step_a_newer_database_and_a_failing_step_are_told_apart()
    {
        await using var source = Connections.Pool(await cluster.NewAddressAsync("template0"));
        Migration[] two = [new(1, "a", "create table a (x int)"), new(2, "b", "create table b (x int)")];
        Assert.Equal(2, await Migrator.RunAsync(source, two, CancellationToken.None));

        Assert.Equal("newer-database", await CodeAsync(source, two[..1]));
        Assert.Equal("changed-migration", await CodeAsync(source, [two[0], new(2, "b", "create table b (y int)")]));

        Migration[] failing = [.. two, new(3, "c", "create table c (x int); select 1/0")];
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Migrator.RunAsync(source, failing, CancellationToken.None));
        Migration[] repaired = [.. two, new(3, "c", "create table c (x int)")];
        Assert.Equal(1, await Migrator.RunAsync(source, repaired, CancellationToken.None));
    }

    private static async Task<string> CodeAsync(Npgsql.NpgsqlDataSource source, Migration[] known) =>
        (await Assert.ThrowsAsync<RefusalException>(() => Migrator.RunAsync(source, known, CancellationToken.None))).Code;
}
