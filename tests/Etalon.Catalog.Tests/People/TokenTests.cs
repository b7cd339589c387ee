using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class TokenTests(ClusterFixture cluster)
{
    [Fact]
    public async Task The_first_administrator_is_made_once_even_by_eight_at_a_time()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var create = new CreateFirstAdministrator(catalog.Source, catalog.Clock);

        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => create.RunAsync("admin" + i)));

        var token = Assert.Single(tokens.OfType<NewToken>());
        var owner = await new CheckToken(catalog.Source, catalog.Clock).RunAsync(token.Secret);
        Assert.True(owner!.Viewer.IsAdministrator);
        Assert.Equal(token.PersonId, owner.PersonId);
        Assert.Null(await create.RunAsync("again"));
    }

    [Fact]
    public async Task The_secret_is_nowhere_in_the_database()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var token = await new CreateFirstAdministrator(catalog.Source, catalog.Clock).RunAsync("admin");

        var stored = await catalog.ScalarAsync<string>("select string_agg(t::text, ' ') from token t");

        Assert.DoesNotContain(token!.Secret, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(token.Secret)), stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_ends_by_time_by_revocation_and_with_its_owner()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var check = new CheckToken(catalog.Source, catalog.Clock);
        var create = new CreateToken(catalog.Source, catalog.Clock);
        var anna = await new CreatePerson(catalog.Source, catalog.Clock).RunAsync("anna", [], Viewer.System);
        var viewer = new Viewer(anna.Id, []);
        var timed = await create.RunAsync(anna.Id, "timed", ["read"], viewer, catalog.Clock.GetUtcNow().AddHours(1));
        var revoked = await create.RunAsync(anna.Id, "revoked", ["read", "run"], viewer);
        var kept = await create.RunAsync(anna.Id, "kept", ["all"], viewer);

        Assert.Equal(["read", "run"], (await check.RunAsync(revoked.Secret))!.Scopes);
        Assert.NotNull(await check.RunAsync(timed.Secret));
        Assert.Null(await check.RunAsync(timed.Secret + "x"));

        catalog.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Null(await check.RunAsync(timed.Secret));

        await Assert.ThrowsAsync<RefusalException>(() => new RevokeToken(catalog.Source, catalog.Clock).RunAsync(revoked.Id, Viewer.Anonymous));
        await new RevokeToken(catalog.Source, catalog.Clock).RunAsync(revoked.Id, viewer);
        Assert.Null(await check.RunAsync(revoked.Secret));

        Assert.NotNull(await check.RunAsync(kept.Secret));
        Assert.Equal(3, (await new ListTokens(catalog.Source).RunAsync(viewer)).Count);
        Assert.Empty(await new ListTokens(catalog.Source).RunAsync(Viewer.Anonymous));
        await catalog.ExecuteAsync("update person set active = false");
        Assert.Null(await check.RunAsync(kept.Secret));
    }

    [Fact]
    public async Task Two_persons_of_one_name_are_refused()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var create = new CreatePerson(catalog.Source, catalog.Clock);
        await create.RunAsync("anna", [], Viewer.System);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => create.RunAsync("anna", [], Viewer.System));

        Assert.Equal("duplicate-person", refusal.Code);
        Assert.Equal("anna", Assert.Single(await new ListPersons(catalog.Source).RunAsync()).Name);
    }
}
