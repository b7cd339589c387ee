using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class PagesTests
{
    [Fact]
    public unsafe void Every_sample_stands_on_a_page_and_pages_are_whole_html()
    {
        using var temp = new TempFolder();
        var station = new Axis("station", 2) { Coordinates = new LabelCoordinates(["A&B", "<i>"]) };
        var lat = new Axis("lat", 3) { Coordinates = new RegularCoordinates(-1.5, 1, 3), Unit = "degrees_north" };
        var cube = new CubeInfo("t<b>", [station, lat, new Axis("time", 5)], SampleType.Float64) { Unit = "K" };
        var values = Enumerable.Range(0, 30).Select(static i => (i * i / 7.0) - 11).ToArray();
        values[7] = double.NaN;
        var folder = Path.Combine(temp.Path, "pages");

        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["page-rows"] = "2",
            ["show-id"] = "true",
            ["show-index"] = "true",
            ["note:by"] = "A \"name\"",
        };

        using (var writer = new PagesFormat().Create(folder, options))
        {
            var pages = writer.Add(cube, new CubeLayout(cube.Shape, cube.Shape, ChunkCodec.None));
            using var pool = new BufferPool(1 << 20);
            for (var i = 0L; i < pages.Chunks.Count; i++)
            {
                var region = pages.Chunks[i];
                var part = values.AsSpan((int)(((region.Start[0] * 3) + region.Start[1]) * 5), (int)region.Samples).ToArray();
                fixed (double* first = part)
                {
                    pages.Write(region, (byte*)first, pool, CancellationToken.None);
                }
            }

            Assert.False(Directory.Exists(folder));
            writer.Complete(AttributeSet.Empty);
        }

        var text = string.Concat(Enumerable.Range(1, 4).Select(page => File.ReadAllText(Path.Combine(folder, $"page-{page}.html"))));
        var rows = Regex.Matches(text, "<tr><td>(?<id>\\d+)</td>.*?<td>(?<values>[^<]*)</td></tr>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], rows.Select(static row => row.Groups["id"].Value));
        var shown = rows.SelectMany(static row => row.Groups["values"].Value.Split(", ")).Select(static number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        Assert.All(values.Zip(shown), static pair => Assert.True(double.IsNaN(pair.First) ? double.IsNaN(pair.Second) : Math.Abs(pair.First - pair.Second) <= 5.0001e-11));
        Assert.Contains("A&amp;B", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", text, StringComparison.Ordinal);
        Assert.Contains("<td>-0.500000</td><td>2</td>", text, StringComparison.Ordinal);
        Assert.Contains("A &quot;name&quot;", File.ReadAllText(Path.Combine(folder, "index.html")), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(folder), static file => Assert.EndsWith("</body>\n</html>\n", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("colour", "red")]
    [InlineData("rows", "-1")]
    [InlineData("content", "everything")]
    [InlineData("show-id", "perhaps")]
    public void Unknown_options_are_refused_and_leave_nothing(string name, string value)
    {
        using var temp = new TempFolder();

        Assert.Throws<RefusalException>(() => new PagesFormat().Create(Path.Combine(temp.Path, "pages"), ImmutableDictionary<string, string>.Empty.Add(name, value)));

        Assert.Empty(Directory.GetFileSystemEntries(temp.Path));
    }
}
