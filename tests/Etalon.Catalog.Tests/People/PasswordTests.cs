using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class PasswordTests(ClusterFixture cluster)
{
    private const string Right = "correct horse battery";

    [Fact]
    public async Task A_password_counts_for_its_owner_until_the_next_one_is_set()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var (set, check) = (new SetPassword(catalog.Source, catalog.Clock), new CheckPassword(catalog.Source));
        var anna = await new CreatePerson(catalog.Source, catalog.Clock).RunAsync("anna", ["administrator"], Viewer.System);
        Assert.Null(await check.RunAsync("anna", Right));

        await set.RunAsync("anna", Right, new Viewer(anna.Id, []));

        var known = await check.RunAsync("anna", Right);
        Assert.Equal(anna.Id, known!.Id);
        Assert.True(known.Viewer.IsAdministrator);
        Assert.Null(await check.RunAsync("anna", Right + " "));
        Assert.Null(await check.RunAsync("Anna", Right));

        await set.RunAsync("anna", "another one", Viewer.System);
        Assert.Null(await check.RunAsync("anna", Right));
        Assert.NotNull(await check.RunAsync("anna", "another one"));
    }

    [Fact]
    public async Task Nobody_sets_the_password_of_somebody_else_and_of_it_only_a_salted_key_is_kept()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var set = new SetPassword(catalog.Source, catalog.Clock);
        var people = new CreatePerson(catalog.Source, catalog.Clock);
        var (anna, bert) = (await people.RunAsync("anna", [], Viewer.System), await people.RunAsync("bert", [], Viewer.System));

        var refused = await Assert.ThrowsAsync<RefusalException>(() => set.RunAsync("anna", Right, new Viewer(bert.Id, [])));
        Assert.Equal("unknown-person", refused.Code);
        await set.RunAsync("anna", Right, new Viewer(anna.Id, []));
        await set.RunAsync("bert", Right, new Viewer(bert.Id, []));

        Assert.Equal(2, await catalog.ScalarAsync<long>("select count(distinct password_key) from person where octet_length(password_key) = 32"));
        var stored = await catalog.ScalarAsync<string>("select string_agg(p::text, ' ') from person p");
        Assert.DoesNotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(Right)), stored, StringComparison.Ordinal);
        Assert.Equal(2, await catalog.ScalarAsync<long>("select count(*) from audit where action = 'password-set'"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567")]
    public async Task A_short_password_is_refused(string password)
    {
        await using var catalog = await cluster.NewCatalogAsync();

        var refused = await Assert.ThrowsAsync<RefusalException>(() => new SetPassword(catalog.Source, catalog.Clock).RunAsync("anna", password, Viewer.System));

        Assert.Equal("bad-password", refused.Code);
    }
}
