using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Compares two cubes sample by sample.</summary>
internal sealed class CompareCall(DatasetFormats formats) : ICall
{
    /// <inheritdoc />
    public string Name => "compare";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var one = formats.Open((string)message["first"]!["path"]!);
        using var other = formats.Open((string)message["second"]!["path"]!);
        using var first = one.Open((string)message["first"]!["cube"]!);
        using var second = other.Open((string)message["second"]!["cube"]!);
        var reply = new JsonObject { ["unit"] = first.Cube.Unit };
        if (Unlike(first.Cube, second.Cube) is { } reason)
        {
            reply["incomparable"] = reason;
            return new Reply(reply);
        }

        var fold = new CubeComparison(first, second).Run(cancellation);
        reply["samples"] = first.Cube.Samples;
        reply["compared"] = fold.Compared;
        reply["different"] = fold.Different;
        reply["onlyInFirst"] = fold.OnlyInFirst;
        reply["onlyInSecond"] = fold.OnlyInSecond;
        reply["rootMeanSquare"] = Number(fold.RootMeanSquare);
        reply["largestRelative"] = Number(fold.LargestRelative);
        reply["largest"] = fold.LargestAt < 0 ? null : Largest(first.Cube, fold);
        return new Reply(reply);
    }

    /// <summary>Why samples cannot be laid beside each other; null if they can.</summary>
    private static string? Unlike(CubeInfo first, CubeInfo second)
    {
        if (!first.Shape.SequenceEqual(second.Shape))
        {
            return $"The first has {Shape(first)}, the second {Shape(second)}.";
        }

        return string.Equals(first.Unit, second.Unit, StringComparison.Ordinal) ? null : $"The first is in '{first.Unit}', the second in '{second.Unit}'.";
    }

    private static string Shape(CubeInfo cube) =>
        cube.Rank == 0 ? "one number" : string.Join(" x ", cube.Axes.Select(axis => string.Create(CultureInfo.InvariantCulture, $"{axis.Length} {axis.Name}")));

    private static JsonObject Largest(CubeInfo cube, DifferenceFold fold)
    {
        var place = new JsonObject();
        var left = fold.LargestAt;
        for (var axis = cube.Rank - 1; axis >= 0; axis--)
        {
            place.Insert(0, cube.Axes[axis].Name, left % cube.Shape[axis]);
            left /= cube.Shape[axis];
        }

        return new JsonObject
        {
            ["absolute"] = Number(fold.LargestAbsolute),
            ["place"] = place,
            ["first"] = cube.Type == SampleType.Complex64 ? null : Number(fold.LargestPair.First),
            ["second"] = cube.Type == SampleType.Complex64 ? null : Number(fold.LargestPair.Second),
        };
    }

    private static JsonNode Number(double value) => double.IsFinite(value) ? value : value.ToString(CultureInfo.InvariantCulture);
}
