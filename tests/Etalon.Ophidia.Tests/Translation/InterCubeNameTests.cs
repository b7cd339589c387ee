namespace Etalon.Ophidia.Tests;

public sealed class InterCubeNameTests
{
    [Theory]
    [InlineData("sub", "air temperature - tas")]
    [InlineData("mask", "air temperature where tas is 1")]
    [InlineData("max", "max(air temperature, tas)")]
    public void A_result_says_what_was_done_to_what(string operation, string name)
    {
        var first = TranslationCase.Cube("lat=2", "time=3");
        first = first with { Info = first.Info with { Attributes = first.Info.Attributes.With("long_name", "air temperature") } };

        var steps = TranslationCase.Steps(TranslationCase.Draft($"oph_intercube operation={operation}", isStrict: false, first, TranslationCase.Cube("lat=2", "time=3")).Recipe);

        Assert.Equal(name, (string)steps.First(static step => step.Operator is "calculate").Settings["longName"]!);
    }
}
