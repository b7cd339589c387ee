using System.Globalization;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

[Collection(SharedCluster.Name)]
public sealed class SavedViewTests(ClusterFixture cluster)
{
    [Fact]
    public async Task The_same_state_has_the_same_id_however_it_is_written()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var save = new SaveView(catalog.Source, catalog.Clock);

        var one = await save.RunAsync(Read("""{"schema":1,"a":[1,2.50],"b":{"x":"é","y":null}}"""), Viewer.System);
        var again = await save.RunAsync(Read("""{ "b": {"y": null, "x": "\u00e9"}, "a": [1, 2.50], "schema": 1 }"""), Viewer.System);
        var other = await save.RunAsync(Read("""{"schema":1,"a":[1,2.51],"b":{"x":"é","y":null}}"""), Viewer.System);

        Assert.Matches("^[0-9a-z]{10}$", one.Id);
        Assert.Equal(one.Id, again.Id);
        Assert.NotEqual(one.Id, other.Id);
        Assert.Equal(2, await catalog.ScalarAsync<long>("select count(*) from saved_view"));
        Assert.Equal("""{"a":[1,2.50],"b":{"x":"é","y":null},"schema":1}""", (await new FindView(catalog.Source).RunAsync(one.Id)).State.GetRawText());
    }

    [Fact]
    public async Task An_id_that_two_states_share_shows_nobody_the_others()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var save = new SaveView(catalog.Source, catalog.Clock);
        var state = Read("""{"schema":1,"of":"mine"}""");
        var id = ViewState.Id(ViewState.Digest(ViewState.Canonical(state), 0));
        await catalog.ScalarAsync<string>($"insert into saved_view values ('{id}', '\\x00', '{{\"schema\":1,\"of\":\"another\"}}', now(), null) returning id");

        var saved = await save.RunAsync(state, Viewer.System);

        Assert.NotEqual(id, saved.Id);
        Assert.Equal("mine", saved.State.GetProperty("of").GetString());
        Assert.Equal(saved.Id, (await save.RunAsync(state, Viewer.System)).Id);
    }

    [Fact]
    public async Task Nobody_keeps_more_than_a_thousand_new_views_a_day()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var save = new SaveView(catalog.Source, catalog.Clock);
        var first = await save.RunAsync(Read("""{"schema":1}"""), Viewer.System);
        await catalog.ScalarAsync<long>(
            "with made as (insert into saved_view select lpad(n::text, 10, '0'), '\\x00', '{}', (select created_at from saved_view limit 1), null from generate_series(1, 999) n returning 1) select count(*) from made");

        Assert.Equal("too-many-views", (await Assert.ThrowsAsync<RefusalException>(() => save.RunAsync(Read("""{"schema":2}"""), Viewer.System))).Code);
        Assert.Equal(first.Id, (await save.RunAsync(Read("""{"schema":1}"""), Viewer.System)).Id);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{}")]
    [InlineData("""{"schema":0}""")]
    [InlineData("""{"schema":"1"}""")]
    [InlineData("""{"schema":1.5}""")]
    [InlineData("""{"schema":1,"a":1,"a":2}""")]
    [InlineData("""{"schema":1,"a":"\ud800"}""")]
    [InlineData("""{"schema":1,"\udc00":1}""")]
    public async Task What_is_no_state_is_refused(string state)
    {
        await using var catalog = await cluster.NewCatalogAsync();

        Assert.Equal("bad-view", (await Assert.ThrowsAsync<RefusalException>(() => new SaveView(catalog.Source, catalog.Clock).RunAsync(Read(state), Viewer.System))).Code);
    }

    [Fact]
    public async Task A_state_has_at_most_64_KiB_and_may_hold_any_text()
    {
        await using var catalog = await cluster.NewCatalogAsync();
        var save = new SaveView(catalog.Source, catalog.Clock);
        static string Of(int length) => $$"""{"a":"{{new string('x', length)}}","schema":1}""";
        var most = (64 << 10) - Of(0).Length;

        Assert.Equal(most, (await save.RunAsync(Read(Of(most)), Viewer.System)).State.GetProperty("a").GetString()!.Length);
        Assert.Equal("view-too-large", (await Assert.ThrowsAsync<RefusalException>(() => save.RunAsync(Read(Of(most + 1)), Viewer.System))).Code);
        var odd = await save.RunAsync(Read("""{"schema":1,"a":"\u0000'; drop table saved_view; --"}"""), Viewer.System);
        Assert.Equal("\0'; drop table saved_view; --", (await new FindView(catalog.Source).RunAsync(odd.Id)).State.GetProperty("a").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0000000000")]
    [InlineData("' or 1=1--")]
    [InlineData("00000000000000000000000000000000")]
    public async Task An_unknown_id_is_missing(string id)
    {
        await using var catalog = await cluster.NewCatalogAsync();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => new FindView(catalog.Source).RunAsync(id));

        Assert.Equal(("unknown-view", RefusalKind.Missing), (refusal.Code, refusal.Kind));
    }

    [Fact]
    public void Ids_are_spread_over_all_letters()
    {
        var ids = Enumerable.Range(0, 2000).Select(n => ViewState.Id(ViewState.Digest(ViewState.Canonical(Read(string.Create(CultureInfo.InvariantCulture, $"{{\"schema\":{n + 1}}}"))), 0))).ToArray();

        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        for (var at = 0; at < ViewState.IdLength; at++)
        {
            Assert.Equal(32, ids.Select(id => id[at]).Distinct().Count());
        }
    }

    private static JsonElement Read(string text) => JsonDocument.Parse(text).RootElement;
}
