using System.Diagnostics;
using Etalon.Cubes;

namespace Etalon.Engine.Tests;

/// <summary>No way of writing a path, and no link, leads out of the folders from which somebody may bring files in.</summary>
public sealed class FileRootsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("etalon-roots-").FullName;
    private readonly string _root;

    public FileRootsTests()
    {
        _root = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        Directory.CreateDirectory(Path.Combine(_root, "sub"));
        Directory.CreateDirectory(Path.Combine(_folder, "outside", "deep"));
        Directory.CreateDirectory(Path.Combine(_folder, "database"));
        File.WriteAllText(Path.Combine(_root, "sub", "a.h5"), "");
        File.WriteAllText(Path.Combine(_folder, "outside", "secret"), "");
        Link("data/inner", Path.Combine(_root, "sub"));
        Link("data/out", Path.Combine(_folder, "outside"));
        Link("data/relative", "../outside/secret");
        Link("data/hop", "inner/../../outside");
        Link("data/deep", Path.Combine(_folder, "outside", "deep"));
        Link("data/behind", Path.Combine(_root, "deep", "..", "secret"));
        Link("data/loop", Path.Combine(_root, "loop"));
        Link("mirror", _root);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("data/sub/a.h5", "data/sub/a.h5")]
    [InlineData("data", "data")]
    [InlineData("data/inner/a.h5", "data/sub/a.h5")]
    [InlineData("data/sub/../sub/./a.h5", "data/sub/a.h5")]
    [InlineData("mirror/sub/a.h5", "data/sub/a.h5")]
    [InlineData("data/not/there/yet", "data/not/there/yet")]
    public void What_lies_below_is_found(string path, string real) => Assert.Equal(Path.Combine(_folder, real), Check(path));

    [Theory]
    [InlineData("outside/secret")]
    [InlineData("data/../outside/secret")]
    [InlineData("data/out/secret")]
    [InlineData("data/relative")]
    [InlineData("data/hop/secret")]
    [InlineData("data/behind")]
    [InlineData("data/deep")]
    [InlineData("data/sub/../../outside")]
    [InlineData("database")]
    [InlineData("")]
    [InlineData("data/sub/a.h5\0")]
    public void What_lies_elsewhere_is_refused(string path)
    {
        var refusal = Assert.Throws<RefusalException>(() => Check(path));

        Assert.Equal(("path-outside", RefusalKind.Forbidden), (refusal.Code, refusal.Kind));
        Assert.Contains(_root, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_a_circle_lead_nowhere() => Assert.Equal("bad-path", Assert.Throws<RefusalException>(() => Check("data/loop")).Code);

    [Fact]
    public void Whoever_may_name_any_file_is_not_asked_and_whoever_may_name_none_is_told_so()
    {
        Assert.Equal("/any/../where", FileRoots.Check(null, "/any/../where"));
        Assert.Contains("administrators", Assert.Throws<RefusalException>(() => FileRoots.Check([], "/tmp")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_path_is_what_realpath_says()
    {
        foreach (var path in new[] { "data/sub/a.h5", "data/inner/a.h5", "data/relative", "data/hop/secret", "data/behind", "mirror/out/secret" })
        {
            var full = Path.Combine(_folder, path);
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/realpath", [full]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            Assert.Equal(process.StandardOutput.ReadToEnd().TrimEnd('\n'), RealPath.Of(full));
        }
    }

    private void Link(string name, string target) => File.CreateSymbolicLink(Path.Combine(_folder, name), target);

    private string Check(string path) => FileRoots.Check([_root], Path.Combine(_folder, path));
}
