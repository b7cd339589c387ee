using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Pictures;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>The values along a line through a plane, or along an axis as the mean over a rectangle of the plane.</summary>
internal sealed class ProfileCall(DatasetFormats formats) : ICall
{
    /// <summary>More samples are not held at one time.</summary>
    private const long MostSamples = 1L << 24;

    /// <inheritdoc />
    public string Name => "profile";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var dataset = formats.Open((string)message["path"]!);
        using var reader = dataset.Open((string)message["cube"]!);
        var view = message["view"]!.AsObject();
        var axes = PlaneAxes.Of(reader.Cube, view);
        if (axes.IsLine)
        {
            throw new RefusalException("no-plane", "A profile lies in a plane of two axes.", "Name both with x= and y=; along one axis alone, /frame without y gives a line.");
        }

        var result = view["roi"]?.AsArray() is { } roi
            ? Along(reader, axes, ViewNumbers.Read(roi), (string?)view["along"] ?? "", cancellation)
            : Line(reader, axes, ViewNumbers.Read(view["from"]!.AsArray()), ViewNumbers.Read(view["to"]!.AsArray()), (int?)view["width"] ?? 1, cancellation);
        result["unit"] = reader.Cube.Unit;
        return new Reply(result);
    }

    private static JsonObject Line(ICubeReader reader, PlaneAxes axes, double[] from, double[] to, int width, CancellationToken cancellation)
    {
        // The box that the line and its parallels lie in, with a sample to spare for what lies between samples.
        var left = (long)Math.Clamp(Math.Floor(Math.Min(from[0], to[0]) - width), 0, axes.Columns - 1);
        var top = (long)Math.Clamp(Math.Floor(Math.Min(from[1], to[1]) - width), 0, axes.Rows - 1);
        var columns = (long)Math.Clamp(Math.Ceiling(Math.Max(from[0], to[0]) + width), left, axes.Columns - 1) - left + 1;
        var rows = (long)Math.Clamp(Math.Ceiling(Math.Max(from[1], to[1]) + width), top, axes.Rows - 1) - top + 1;
        var image = Read(reader, axes.Part(top, rows, left, columns), "The box around this line", cancellation);
        if (axes.IsTurned)
        {
            image = Turned(image, (int)columns, (int)rows);
        }

        var line = new LineProfile(from[0] - left, from[1] - top, to[0] - left, to[1] - top);
        var values = line.Of(image, (int)rows, (int)columns, width);
        var (length, unit) = Distance(axes, from, to);
        return new JsonObject
        {
            ["position"] = ViewNumbers.Of(values.Select((_, i) => values.Length > 1 ? length * i / (values.Length - 1) : 0)),
            ["value"] = ViewNumbers.Of(values),
            ["positionUnit"] = unit,
        };
    }

    /// <summary>The length of a line: in the axes' unit if both have the same one and even steps, else in samples.</summary>
    private static (double Length, string Unit) Distance(PlaneAxes axes, double[] from, double[] to)
    {
        var (x, y) = (axes.Cube.Axes[axes.X], axes.Cube.Axes[axes.Y]);
        var (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        return x.Coordinates is RegularCoordinates across && y.Coordinates is RegularCoordinates down && x.Unit.Length > 0 && string.Equals(x.Unit, y.Unit, StringComparison.Ordinal)
            ? (double.Hypot(dx * across.Step, dy * down.Step), x.Unit)
            : (double.Hypot(dx, dy), "");
    }

    private static JsonObject Along(ICubeReader reader, PlaneAxes axes, double[] roi, string along, CancellationToken cancellation)
    {
        var index = along.Length > 0 ? reader.Cube.IndexOf(along) : axes.X;
        var region = axes.Rectangle(roi);
        if (index != axes.X && index != axes.Y)
        {
            region = region.With(index, 0, reader.Cube.Axes[index].Length);
        }

        var bytes = ReadCost.Bytes(reader, region);
        if (bytes > ReadCost.MostBytes)
        {
            throw ReadCost.TooMany("This profile", bytes, "Choose a smaller rectangle, or run 'mean' over it.");
        }

        var means = Means(reader, region, index, cancellation);
        var axis = reader.Cube.Axes[index];
        return new JsonObject
        {
            ["position"] = ViewNumbers.Of(means.Select((_, i) => axis.Coordinates is { } known ? known[region.Start[index] + i] : region.Start[index] + i)),
            ["value"] = ViewNumbers.Of(means),
            ["positionUnit"] = axis.Coordinates is null ? "" : axis.Unit,
            ["axis"] = axis.Name,
        };
    }

    private static double[] Means(ICubeReader reader, Region region, int axis, CancellationToken cancellation)
    {
        var (sums, counts) = (new double[region.Length[axis]], new long[region.Length[axis]]);
        var inner = 1L;
        for (var i = axis + 1; i < region.Rank; i++)
        {
            inner *= region.Length[i];
        }

        foreach (var part in Parts(region))
        {
            var numbers = Read(reader, part, "A part of this profile", cancellation);
            var first = part.Start[axis] - region.Start[axis];
            for (var i = 0L; i < numbers.LongLength; i++)
            {
                var place = first + (i / inner % part.Length[axis]);
                if (!double.IsNaN(numbers[i]))
                {
                    sums[place] += numbers[i];
                    counts[place]++;
                }
            }
        }

        return [.. sums.Select((sum, i) => counts[i] > 0 ? sum / counts[i] : double.NaN)];
    }

    /// <summary>Bands along the slowest axis that is longer than one sample.</summary>
    private static IEnumerable<Region> Parts(Region region)
    {
        var axis = 0;
        while (axis < region.Rank - 1 && region.Length[axis] == 1)
        {
            axis++;
        }

        var rows = Math.Clamp(MostSamples / (region.Samples / region.Length[axis]), 1, region.Length[axis]);
        for (var done = 0L; done < region.Length[axis]; done += rows)
        {
            yield return region.With(axis, region.Start[axis] + done, Math.Min(rows, region.Length[axis] - done));
        }
    }

    private static unsafe double[] Read(ICubeReader reader, in Region region, string what, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (region.Samples > MostSamples)
        {
            throw ReadCost.TooMany(what, region.Samples * reader.Cube.Type.Bytes(), $"At most {MostSamples} samples at one time; choose a smaller part.");
        }

        using var samples = new BandSamples(reader, region, cancellation);
        var numbers = new double[region.Samples];
        SampleNumbers.Read(reader.Cube, new ReadOnlySpan<byte>(samples.Pointer, checked(numbers.Length * reader.Cube.Type.Bytes())), numbers);
        return numbers;
    }

    private static double[] Turned(double[] image, int rows, int columns)
    {
        var turned = new double[image.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                turned[(column * rows) + row] = image[(row * columns) + column];
            }
        }

        return turned;
    }
}
