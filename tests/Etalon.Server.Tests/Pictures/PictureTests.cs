using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary><c>cube slice --out</c> and <c>/api/cube/picture</c>: what another program sees in the files.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class PictureTests(RunningEtalon etalon)
{
    private const string Scan = """
        import sys, h5py, numpy as np
        with h5py.File(sys.argv[1], 'w') as f:
            entry = f.create_group('entry'); entry.attrs['NX_class'] = 'NXentry'
            data = entry.create_group('data'); data.attrs['NX_class'] = 'NXdata'
            data.attrs['signal'] = 'volume'; data.attrs['axes'] = ['y', 'row', 'column']
            y, row, column = np.mgrid[:3, :60, :80]
            volume = (y + row + column / 100).astype('f4')
            volume[1, 7, 9] = np.nan
            data.create_dataset('volume', data=volume, chunks=(1, 16, 16), compression='gzip').attrs['units'] = 'cm-1'
            for name, count in (('y', 3), ('row', 60), ('column', 80)):
                data.create_dataset(name, data=np.arange(count) * 2.5).attrs['units'] = 'um'
        """;

    private const string Pixels = """
        import sys, json, numpy as np
        from PIL import Image
        pixels = np.asarray(Image.open(sys.argv[1])).astype(int)
        left, top, width, height = map(int, sys.argv[2].split(','))
        print(json.dumps(pixels[top:top + height, left:left + width].reshape(height, width, 3).tolist()))
        """;

    [Theory]
    [InlineData("--in-place")]
    [InlineData("--cube", "entry/data/volume")]
    public async Task Every_pixel_of_a_slice_is_its_sample_and_the_scale_bar_comes_from_the_file(params string[] how)
    {
        var (id, file) = (await Import(how), etalon.NewFile("slice.png"));

        var picture = await etalon.Ok("cube", "slice", id, "--region", "y=1", "--out", file, "--range", "0:62", "--size", "80");

        Assert.Equal([80, 60], Numbers(picture["frame"]!).Skip(2));
        Assert.Equal("y = 2.5 um", (string?)picture["places"]);
        Assert.Equal("50 µm", (string?)picture["scaleBar"]!["text"]);
        Assert.Equal(20, (double)picture["scaleBar"]!["pixels"]!, 1e-9);
        var pixels = (await Python.JsonAsync(Pixels, file, string.Join(',', Numbers(picture["frame"]!)))).AsArray();
        for (var row = 0; row < 60; row++)
        {
            for (var column = 0; column < 80; column++)
            {
                var expected = row == 7 && column == 9
                    ? [118, 164, 214]
                    : Enumerable.Repeat((int)Math.Round(Math.Round((1 + row + (column / 100.0)) / 62 * 255)), 3).ToArray();
                Assert.All(Numbers(pixels[row]![column]!).Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 1, pair.Second + 1));
            }
        }
    }

    [Fact]
    public async Task One_picture_for_every_place_of_an_axis_all_with_the_range_of_the_first()
    {
        var (id, file) = (await Import(), etalon.NewFile("slice.png"));

        var written = (await etalon.Ok("cube", "slice", id, "--each", "y", "--out", file, "--size", "64"))["pictures"]!.AsArray();

        Assert.Equal(["slice-y-0.png", "slice-y-1.png", "slice-y-2.png"], written.Select(picture => Path.GetFileName((string)picture!["file"]!)));
        Assert.Equal(["y = 0 um", "y = 2.5 um", "y = 5 um"], written.Select(picture => (string)picture!["places"]!));
        Assert.Single(written.Select(picture => picture!["range"]!.ToJsonString()).Distinct(StringComparer.Ordinal));
        Assert.All(written, picture => Assert.True(File.Exists((string)picture!["file"]!)));
    }

    [Fact]
    public async Task A_region_of_the_axis_says_which_places_get_a_picture()
    {
        var (id, file) = (await Import(), etalon.NewFile("part.png"));

        var written = (await etalon.Ok("cube", "slice", id, "--each", "y", "--region", "row=5:40;y=1:3", "--out", file, "--size", "64"))["pictures"]!.AsArray();

        Assert.Equal(["part-y-1.png", "part-y-2.png"], written.Select(picture => Path.GetFileName((string)picture!["file"]!)));
        Assert.Equal("cm-1", (string?)written[0]!["unit"]);
        await etalon.Refused(65, "bad-region", "cube", "slice", id, "--each", "y", "--region", "y=2.5", "--out", file);
    }

    [Fact]
    public async Task A_line_is_a_curve_in_dots_and_in_paths()
    {
        var (id, png, svg) = (await Import(), etalon.NewFile("line.png"), etalon.NewFile("line.svg"));

        var drawn = await etalon.Ok("cube", "slice", id, "--region", "y=1", "row=7", "--out", png);
        await etalon.Ok("cube", "slice", id, "--region", "y=1", "row=7", "--out", svg);

        Assert.Equal("curve", (string?)drawn["kind"]);
        Assert.Equal("[800, 480]", (await Python.RunAsync("import sys\nfrom PIL import Image\nprint(list(Image.open(sys.argv[1]).size))", png)).Trim());
        var text = await Python.RunAsync("import sys, xml.dom.minidom\nprint([t.firstChild.data for t in xml.dom.minidom.parse(sys.argv[1]).getElementsByTagName('text')])", svg);
        Assert.Contains("column (um)", text, StringComparison.Ordinal);
        Assert.Contains("volume (cm-1)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_gives_the_file_with_its_type_and_what_it_shows()
    {
        var id = await Import();
        using var client = etalon.NewClient();

        using var png = await client.GetAsync($"/api/cube/picture?cube={id}&region=y%3D0&map=viridis&bare=true&size=80");
        using var svg = await client.GetAsync($"/api/cube/picture?cube={id}&region=y%3D0&format=svg");
        using var wrong = await client.GetAsync($"/api/cube/picture?cube={id}&region=y%3D0&size=100000");

        Assert.Equal("image/png", png.Content.Headers.ContentType?.MediaType);
        Assert.Equal("image/svg+xml", svg.Content.Headers.ContentType?.MediaType);
        var about = JsonNode.Parse(png.Headers.GetValues("Etalon-Picture").Single())!;
        Assert.Equal("80 60", string.Create(CultureInfo.InvariantCulture, $"{(int)about["width"]!} {(int)about["height"]!}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Fact]
    public async Task What_cannot_be_drawn_is_refused()
    {
        var (id, file) = (await Import(), etalon.NewFile("slice.png"));

        await etalon.Refused(65, "no-picture", "cube", "slice", id, "--out", file);
        await etalon.Refused(65, "no-picture", "cube", "slice", id, "--region", "y=0", "row=0", "column=0", "--out", file);
        await etalon.Refused(65, "unknown-colour-map", "cube", "slice", id, "--region", "y=0", "--out", file, "--map", "jet");
        await etalon.Refused(65, "unknown-picture-format", "cube", "slice", id, "--region", "y=0", "--out", file + ".jpg");
        await etalon.Refused(65, "bad-range", "cube", "slice", id, "--region", "y=0", "--out", file, "--range", "2:1");
        await etalon.Refused(65, "unknown-axis", "cube", "slice", id, "--each", "z", "--out", file);
        await etalon.Refused(64, "no-picture-file", "cube", "slice", id, "--region", "y=0", "--map", "grey");
        Assert.False(File.Exists(file));
    }

    private static IEnumerable<int> Numbers(JsonNode list) => list.AsArray().Select(number => (int)number!);

    private async Task<string> Import(params string[] how)
    {
        var file = etalon.NewFile("scan.h5");
        await Python.RunAsync(Scan, file);
        return RunningEtalon.Place(await etalon.Ok(["dataset", "import", file, .. how]));
    }
}
