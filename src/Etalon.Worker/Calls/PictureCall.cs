using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Engine;
using Etalon.Pictures;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Draws a region of a cube: two axes as an image, one as a curve. What is read is made small while it is read.</summary>
internal sealed class PictureCall(DatasetFormats formats) : ICall
{
    /// <summary>More than this is not read for a look: 32768 x 32768 samples of float32.</summary>
    private const long MostBytes = 4L << 30;

    /// <summary>What is in memory at one time, as long as a row of chunks is not more.</summary>
    private const long BandBytes = 32L << 20;

    private const long MostBandBytes = 256L << 20;

    /// <inheritdoc />
    public string Name => "picture";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        var options = message["options"].Deserialize<PictureOptions>(JsonSerializerOptions.Web)!;
        options.Check();
        using var dataset = formats.Open((string)message["path"]!);
        var name = (string?)message["cube"] ?? "";
        using var reader = dataset.Open(name.Length > 0 ? name : dataset.DefaultCube);
        var region = RegionText.Parse(reader.Cube, message["region"]?.AsObject());
        var axes = SliceAxes.Of(RegionText.Crop(reader.Cube, region));
        if (axes.Slice.Bytes > MostBytes)
        {
            throw new RefusalException(
                "picture-too-large", $"The region {region} has {axes.Slice.Bytes / 1e9:F1} GB; at most {MostBytes / 1e9:F1} GB are read for a picture.",
                "Choose a smaller region, or make the cube smaller first.", RefusalKind.TooLarge);
        }

        var places = axes.Places(reader.Cube, region.Start);
        var picture = axes.IsCurve
            ? Curve(reader, region, axes, options, places, cancellation)
            : Image(reader, region, axes, options, places, cancellation);
        return new Reply(Describe(axes, picture, places), picture.Bytes);
    }

    private static Picture Image(
        ICubeReader reader, Region region, SliceAxes axes, PictureOptions options, string places, CancellationToken cancellation)
    {
        var image = new ImagePicture(axes, options);
        var means = new PixelMeans(image.Rows, image.Columns, image.Height, image.Width);
        Read(reader, region, axes.Shown[0], means.Add, cancellation);
        return image.Draw(means, places);
    }

    private static Picture Curve(
        ICubeReader reader, Region region, SliceAxes axes, PictureOptions options, string places, CancellationToken cancellation)
    {
        var curve = new CurvePicture(axes, options);
        var points = new CurvePoints(axes.Slice.Samples, curve.Places);
        Read(reader, region, axes.Shown[0], points.Add, cancellation);
        points.Finish();
        return curve.Draw(points.Points, places);
    }

    /// <summary>Reads bands of whole rows of chunks along an axis, and gives the samples as numbers with the first row's place.</summary>
    private static unsafe void Read(
        ICubeReader reader, Region region, int axis, Action<long, ReadOnlySpan<double>> take, CancellationToken cancellation)
    {
        var rowSamples = region.Samples / region.Length[axis];
        var rowBytes = rowSamples * reader.Cube.Type.Bytes();
        var chunk = reader.Chunks.Chunk[axis];
        var rows = Math.Clamp(BandBytes / rowBytes, 1, region.Length[axis]);
        rows = rows >= chunk ? rows / chunk * chunk : chunk * rowBytes <= MostBandBytes ? chunk : rows;
        var most = Math.Min(rows, region.Length[axis]);
        using var pool = new BufferPool((most * rowBytes) + (1L << 30));
        var bytes = new byte[most * rowBytes];
        var numbers = new double[most * rowSamples];
        for (var first = region.Start[axis]; first < region.End(axis);)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(rows - (first % rows), region.End(axis) - first);
            var band = numbers.AsSpan(0, checked((int)(count * rowSamples)));
            fixed (byte* start = bytes)
            {
                reader.Read(region.With(axis, first, count), start, pool, cancellation);
            }

            SampleNumbers.Read(reader.Cube, bytes.AsSpan(0, checked((int)(count * rowBytes))), band);
            take(first - region.Start[axis], band);
            first += count;
        }
    }

    private static JsonObject Describe(SliceAxes axes, Picture picture, string places) => new()
    {
        ["kind"] = axes.IsCurve ? "curve" : "image",
        ["cube"] = axes.Slice.Name,
        ["unit"] = axes.Slice.Unit,
        ["places"] = places,
        ["width"] = picture.Width,
        ["height"] = picture.Height,
        ["range"] = new JsonArray(picture.Shows.Low, picture.Shows.High),
        ["frame"] = new JsonArray(picture.Frame.Left, picture.Frame.Top, picture.Frame.Width, picture.Frame.Height),
        ["scaleBar"] = picture.Bar is { } bar ? new JsonObject { ["pixels"] = bar.Pixels, ["text"] = bar.Text } : null,
    };
}
