namespace Etalon.Ophidia.Tests;

public sealed class StayingRecipesTests
{
    [Theory]
    [InlineData("a b<a c<b", "a b")]
    [InlineData("a b<a c<a", "")]
    [InlineData("i:importnc b<i c<b", "b")]
    [InlineData("a f:for<a t<f u<t e:endfor<u", "t")]
    [InlineData("a f:for t<f,a e:endfor<t", "")]
    [InlineData("i:if a<i b<a n:endif<b", "a")]
    public void A_cube_that_one_task_takes_in_the_same_turn_may_stay_a_recipe(string tasks, string expected) =>
        Assert.Equal(expected, string.Join(' ', StayingRecipes.Of(FlowBlock.Of(FlowBlockTests.Tasks(tasks))).Order(StringComparer.Ordinal)));

    [Fact]
    public void What_the_request_keeps_or_deletes_decides()
    {
        var tasks = FlowBlockTests.Tasks("a:importnc b<a c<b d<c e<d");
        tasks = [tasks[0] with { OnExit = "oph_delete" }, tasks[1] with { IsSaved = true }, tasks[2] with { Checkpoint = "half" }, tasks[3], tasks[4] with { IsRun = false }];

        Assert.Equal(["a"], StayingRecipes.Of(FlowBlock.Of(tasks)));
    }
}
