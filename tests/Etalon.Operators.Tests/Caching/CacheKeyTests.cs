using System.Text.Json.Nodes;

namespace Etalon.Operators.Tests;

public sealed class CacheKeyTests
{
    private static readonly SourceFacts Source = Given.Source(Given.Cube(("t", 10), ("x", 20)), false, 5, 20);

    [Fact]
    public void Defaults_that_are_written_out_do_not_change_the_key() =>
        Assert.Equal(Key("{}").Hash, Key("""{"type":"float32","factor":"2.0"}""").Hash);

    [Theory]
    [InlineData("""{"factor":3}""", "id-1", "parameters.factor: 2 -> 3")]
    [InlineData("{}", "id-2", "inputs.cube: \"id-1\" -> \"id-2\"")]
    [InlineData("""{"factor":3}""", "id-2", "parameters.factor: 2 -> 3")]
    public void A_difference_changes_the_key_and_is_named(string parameters, string content, string difference)
    {
        var before = Key("{}");
        var after = Key(parameters, content);

        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal(difference, CacheDifference.First(before.Document, after.Document));
        Assert.Null(CacheDifference.First(before.Document, before.Document.DeepClone().AsObject()));
    }

    [Fact]
    public void The_order_of_keys_does_not_matter() => Assert.Equal(
        CacheKey.Of(JsonNode.Parse("""{"b":{"y":1,"x":2},"a":[1,2]}""")!.AsObject()).Hash,
        CacheKey.Of(JsonNode.Parse("""{"a":[1,2],"b":{"x":2,"y":1}}""")!.AsObject()).Hash);

    [Fact]
    public void A_change_upstream_changes_every_key_downstream()
    {
        static IReadOnlyDictionary<string, CacheKey> Keys(string parameters) => CacheKey.OfAll(
            Given.Resolve(
                Source, "b.out",
                Given.Node("a", "fake.scale", parameters, ("cube", "$cube")),
                Given.Node("b", "fake.scale", "{}", ("cube", "a.out")),
                Given.Node("c", "fake.scale", "{}", ("cube", "$cube"))),
            _ => "id-1");

        Assert.NotEqual(Keys("{}")["b"].Hash, Keys("""{"factor":4}""")["b"].Hash);
        Assert.Equal(Keys("{}")["c"].Hash, Keys("""{"factor":4}""")["c"].Hash);
    }

    private static CacheKey Key(string parameters, string content = "id-1") => CacheKey.OfAll(
        Given.Resolve(Source, "a.out", Given.Node("a", "fake.scale", parameters, ("cube", "$cube"))), _ => content)["a"];
}
