using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class SubsetTextTests
{
    [Theory]
    [InlineData("1,2,3,7", false, 1, "1:3,7")]
    [InlineData("7", false, 1, "7")]
    [InlineData("1|3|5|6", false, 2, "1:5,6")]
    [InlineData("3, 2, 1", false, 1, "3,2,1")]
    [InlineData("0.1, 0.2, 0.3, 0.5", true, 0.1, "0.1:0.3,0.5")]
    [InlineData("-30 -15 0 20", true, 15, "-30:0,20")]
    public void Runs_become_their_ends(string list, bool isReal, double step, string wanted) => Assert.Equal(wanted, SubsetText.Of(list, isReal, step));

    [Theory]
    [InlineData("1,2.5", false, "2.5")]
    [InlineData("a", true, "'a'")]
    [InlineData(" , ", true, "no number")]
    public void What_is_no_list_is_refused(string list, bool isReal, string said) =>
        Assert.Contains(said, Assert.Throws<RefusalException>(() => SubsetText.Of(list, isReal, 1)).Message, StringComparison.Ordinal);
}
