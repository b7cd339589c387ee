using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class OphidiaPathTests
{
    [Theory]
    [InlineData("-", "/a/b", "/a/b")]
    [InlineData("", "/a", "/a")]
    [InlineData("c", "/a/b", "/a/b/c")]
    [InlineData("/c", "/a/b", "/c")]
    [InlineData("../c/./d/", "/a/b", "/a/c/d")]
    [InlineData("..", "/a", "/")]
    [InlineData("/", "/a", "/")]
    [InlineData("/5e55/a", "/", "/a")]
    [InlineData("x", "/5e55", "/x")]
    [InlineData("//a//b", "/", "/a/b")]
    public void Paths_begin_at_the_root_or_where_the_user_stands(string path, string cwd, string expected) =>
        Assert.Equal(expected, OphidiaPath.Text(OphidiaPath.Resolve(path, cwd, "5e55")));

    [Theory]
    [InlineData("..", "/")]
    [InlineData("a/../..", "/")]
    [InlineData("/..", "/a")]
    public void No_path_leaves_the_session(string path, string cwd) =>
        Assert.Equal("outside-session", Assert.Throws<RefusalException>(() => OphidiaPath.Resolve(path, cwd, "5e55")).Code);
}
