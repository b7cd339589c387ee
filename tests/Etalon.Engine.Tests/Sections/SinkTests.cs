using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine.Tests;

public sealed class SinkTests : IDisposable
{
    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pages_of_metadata_alone_read_no_sample()
    {
        var cube = new CubeInfo("tas", [new Axis("y", 8), new Axis("x", 8)], SampleType.Float32) { Unit = "K" };
        var input = _folder.Store(cube, [.. Enumerable.Range(0, 64).Select(static value => (float)value)], 4, 8);

        // Whoever reads a sample now fails.
        foreach (var file in Directory.EnumerateFiles(input.Path, "*", SearchOption.AllDirectories).Where(static file => !file.EndsWith(".json", StringComparison.Ordinal)))
        {
            File.WriteAllText(file, "no samples");
        }

        var pages = Path.Combine(_folder.Path, "pages");

        _folder.Run(Publish("metadata", pages, input));

        Assert.Contains("<td>K</td>", File.ReadAllText(Path.Combine(pages, "index.html")), StringComparison.Ordinal);
        Assert.Equal(["index.html"], Directory.GetFiles(pages).Select(static path => Path.GetFileName(path)));
        Assert.Equal("corrupt-file", Assert.Throws<RefusalException>(() => _folder.Run(Publish("data", pages + "-data", input))).Code);
    }

    private RunRequest Publish(string content, string path, InputReference input) =>
        _folder.Request("publish", new JsonObject { ["path"] = path, ["content"] = content }, ("cube", input));
}
