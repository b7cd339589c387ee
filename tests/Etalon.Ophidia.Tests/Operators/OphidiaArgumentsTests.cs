using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class OphidiaArgumentsTests
{
    private static readonly OphidiaManual Manual = new(
        "oph_thing", "Does a thing.", OphidiaRole.Read,
        [
            new("cube", "string", null, "Which.") { Aliases = ["datacube_input"] },
            new("kind", "string", "a", "What kind.") { Values = ["a", "b"] },
            new("kinds", "string", "a", "What kinds.") { Values = ["a", "b"], IsList = true },
            new("count", "int", "3", "How many."),
        ]);

    [Fact]
    public void What_is_not_given_has_its_default_and_unknown_keys_are_passed_over()
    {
        var arguments = Read(("cube", "x"), ("ncore", "1"));

        Assert.Equal("a", arguments["kind"]);
        Assert.Equal(3, arguments.Whole("count"));
        Assert.False(arguments.Has("kind"));
    }

    [Fact]
    public void The_papers_name_of_an_argument_counts_as_its_own()
    {
        var arguments = Read(("datacube_input", "y"));

        Assert.Equal("y", arguments["cube"]);
        Assert.True(arguments.Has("cube"));
    }

    [Fact]
    public void What_is_written_last_counts_by_whatever_name()
    {
        Assert.Equal("y", Read(("cube", "of all tasks"), ("datacube_input", "y"))["cube"]);
        Assert.Equal("z", Read(("datacube_input", "y"), ("cube", "z"))["cube"]);
    }

    [Fact]
    public void A_value_outside_the_list_is_refused_with_what_is_allowed()
    {
        var refusal = Assert.Throws<RefusalException>(() => Read(("cube", "x"), ("kind", "c")));

        Assert.Contains("'kind' is 'c'; it may be a, b", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_values_are_checked_one_by_one()
    {
        Assert.Equal("a, b, a", string.Join(", ", Read(("cube", "x"), ("kinds", "a|b|a")).List("kinds")));
        Assert.Throws<RefusalException>(() => Read(("cube", "x"), ("kinds", "a|c")));
        Assert.Throws<RefusalException>(() => Read(("cube", "x"), ("kind", "a|b")));
    }

    [Fact]
    public void What_must_be_given_is_asked_for()
    {
        Assert.Contains("'cube' is needed", Assert.Throws<RefusalException>(() => Read()).Message, StringComparison.Ordinal);
    }

    private static OphidiaArguments Read(params (string Key, string Value)[] given) =>
        new(Manual, new OphidiaTask("Task 0", "oph_thing", [.. given], ImmutableArray<OphidiaDependency>.Empty));
}
