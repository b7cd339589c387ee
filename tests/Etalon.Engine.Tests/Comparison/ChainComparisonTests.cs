using System.Text.Json.Nodes;
using Etalon.Operators;

namespace Etalon.Engine.Tests;

public sealed class ChainComparisonTests
{
    [Fact]
    public void The_same_steps_are_the_same()
    {
        var pairs = ChainComparison.Of(Chain.Of(Document(3)), Chain.Of(Document(3)));

        Assert.Equal(["smooth", "mean"], pairs.Select(pair => pair.First));
        Assert.All(pairs, pair => Assert.True(pair is { IsSame: true, Changes.IsEmpty: true, Upstream.IsEmpty: true }));
    }

    [Fact]
    public void A_changed_parameter_is_named_where_it_is_and_followed_downstream()
    {
        var pairs = ChainComparison.Of(Chain.Of(Document(3)), Chain.Of(Document(5)));

        Assert.Equal([new ChangedField("parameters.window", "3", "5")], pairs[0].Changes.AsEnumerable());
        Assert.Empty(pairs[1].Changes);
        Assert.Equal(["smooth"], pairs[1].Upstream.AsEnumerable());
        Assert.All(pairs, pair => Assert.False(pair.IsSame));
    }

    [Fact]
    public void Another_input_is_a_change_of_the_first_step()
    {
        var pairs = ChainComparison.Of(Chain.Of(Document(3)), Chain.Of(Document(3, content: "bbb")));

        Assert.Equal([new ChangedField("inputs.cube", "aaa", "bbb")], pairs[0].Changes.AsEnumerable());
        Assert.Equal(["smooth"], pairs[1].Upstream.AsEnumerable());
    }

    [Fact]
    public void Steps_are_matched_by_what_they_do_not_by_what_they_are_called()
    {
        var pairs = ChainComparison.Of(Chain.Of(Document(3, first: "a", second: "b")), Chain.Of(Document(3, first: "x", second: "y")));

        Assert.Equal([("a", "x"), ("b", "y")], pairs.Select(pair => (pair.First, pair.Second)));
        Assert.All(pairs, pair => Assert.True(pair.IsSame));
    }

    [Fact]
    public void A_step_that_only_one_has_stands_alone_and_counts_for_what_follows()
    {
        var pairs = ChainComparison.Of(Chain.Of(Document(null)), Chain.Of(Document(3)));

        Assert.Equal([(null, "smooth"), ("mean", "mean")], pairs.Select(pair => (pair.First, pair.Second)));
        Assert.Equal(["smooth"], pairs[1].Upstream.AsEnumerable());
        Assert.Equal("inputs.cube", Assert.Single(pairs[1].Changes).Field);
    }

    /// <summary>smooth(window) and then mean, as the cache writes them; without a window only mean.</summary>
    private static JsonObject Document(int? window, string content = "aaa", string first = "smooth", string second = "mean")
    {
        var steps = new JsonObject();
        var input = content;
        if (window is not null)
        {
            var smooth = Step("rolling", new JsonObject { ["window"] = window }, content);
            steps[first] = smooth;
            input = $"{CacheKey.Of((JsonObject)smooth.DeepClone()).Hash}.cube";
        }

        steps[second] = Step("reduce", new JsonObject { ["operation"] = "mean" }, input);
        return new JsonObject { ["steps"] = steps, ["outputs"] = new JsonObject { ["result"] = $"{second}.cube" } };
    }

    private static JsonObject Step(string name, JsonObject parameters, string input) => new()
    {
        ["operator"] = name,
        ["version"] = "1.0.0",
        ["assembly"] = "abc",
        ["parameters"] = parameters,
        ["inputs"] = new JsonObject { ["cube"] = input },
    };
}
