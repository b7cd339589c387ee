using System.Xml.Linq;
using Etalon.Cubes;

namespace Etalon.Pictures.Tests;

public sealed class CurvePictureTests
{
    private static readonly CubeInfo Metric =
        new("metric", [Slices.Axis("centre", 41, 500, 0.5, "pixel")], SampleType.Float64) { Unit = "1" };

    private static readonly (double Index, double Value)[] Parabola =
        [.. Enumerable.Range(0, 41).Select(i => ((double)i, i == 30 ? double.NaN : (i - 12.0) * (i - 12.0)))];

    [Fact]
    public void The_lowest_point_is_drawn_where_its_coordinate_is()
    {
        var picture = Draw(Parabola, new PictureOptions { Size = 600, Range = "-10:1000" });

        var (left, top, width, height) = picture.Frame;
        var lowest = Pillow.Look(picture.Bytes, $"""
            inside = pixels[{top}:{top + height}, {left + 2}:{left + width}]
            curve = (abs(inside - [31, 93, 160]).max(axis=2) < 30)
            rows = np.nonzero(curve.any(axis=1))[0]
            columns = np.nonzero(curve[rows.max() - 2:].any(axis=0))[0]
            print(json.dumps([int(rows.max()), float(columns.mean()) + 2]))
            """);
        Assert.Equal(height * (1 - (10 / 1010.0)), (double)lowest[0]!, 4.0);
        Assert.Equal(width * (0.02 + (0.96 * 12 / 40)), (double)lowest[1]!, 2.0);
    }

    [Fact]
    public void A_vector_picture_is_well_formed_has_the_texts_and_a_gap_where_a_sample_is_missing()
    {
        var options = new PictureOptions { Size = 600, Format = "svg", Title = "<scan> & \"metric\"" };

        var svg = XDocument.Load(new MemoryStream(Draw(Parabola, options).Bytes));

        XNamespace name = "http://www.w3.org/2000/svg";
        var texts = svg.Descendants(name + "text").Select(text => text.Value).ToArray();
        Assert.Contains("<scan> & \"metric\"", texts);
        Assert.Contains("centre (pixel)", texts);
        Assert.Contains("510", texts);
        var curve = svg.Descendants(name + "path").First().Attribute("d")!.Value;
        Assert.Equal(2, curve.Count(letter => letter == 'M'));
        Assert.Equal("600", svg.Root!.Attribute("width")!.Value);
    }

    [Fact]
    public void What_leaves_the_range_is_cut_off_at_its_edge()
    {
        var parts = CurveClip.Between([(0, 0), (10, 100), (20, 0), (30, double.NaN), (40, 20), (50, double.NaN)], 0, 50);

        Assert.Equal(
            [(0.0, 0.0), (5, 50), (15, 50), (20, 0), (40, 20), (40, 20)], parts.Where(point => double.IsFinite(point.Y)));
        Assert.Equal(3, parts.Count(point => double.IsNaN(point.Y)));
    }

    [Fact]
    public void A_curve_of_nothing_but_missing_samples_is_an_empty_plot()
    {
        var picture = Draw([(0, double.NaN), (40, double.NaN)], new PictureOptions { Size = 400 });

        Assert.Equal((400, 240), (picture.Width, picture.Height));
    }

    private static Picture Draw((double, double)[] points, PictureOptions options) =>
        new CurvePicture(SliceAxes.Of(Metric), options).Draw(points, "");
}
