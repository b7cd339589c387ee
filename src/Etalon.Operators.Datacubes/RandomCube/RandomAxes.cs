using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The axes of a random cube with the coordinates asked for.</summary>
internal static partial class RandomAxes
{
    private static readonly string[] Calendars = ["standard", "gregorian", "proleptic_gregorian", "noleap", "365_day", "360_day"];

    public static ImmutableArray<Axis> Make(RandomCube.Parameters parameters)
    {
        var axes = AxisNumbers.Parse("shape", parameters.Shape).Select(pair => new Axis(pair.Axis, pair.Number)).ToImmutableArray();
        if (axes.IsEmpty)
        {
            throw new RefusalException("bad-parameter", "A random cube needs a shape.", "Write for example 'time=366,lat=24,lon=36'.");
        }

        RefuseTooMany(axes);
        foreach (var part in parameters.Coordinates.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            axes = WithLine(axes, part, parameters);
        }

        return parameters.Start.Length == 0 ? axes : WithTime(axes, parameters);
    }

    private static void RefuseTooMany(ImmutableArray<Axis> axes)
    {
        var samples = axes.Aggregate((Int128)1, (product, axis) => Int128.Min(product * axis.Length, long.MaxValue));
        if (samples > 1L << 50)
        {
            throw new RefusalException("too-large", $"A cube of {samples} samples is more than can be stored.", "Choose shorter axes.", RefusalKind.TooLarge);
        }
    }

    private static ImmutableArray<Axis> WithLine(ImmutableArray<Axis> axes, string part, RandomCube.Parameters parameters)
    {
        var match = Line().Match(part);
        if (!match.Success
            || !double.TryParse(match.Groups["first"].Value, CultureInfo.InvariantCulture, out var first)
            || !double.TryParse(match.Groups["last"].Value, CultureInfo.InvariantCulture, out var last))
        {
            throw new RefusalException(
                "bad-parameter", $"In 'coordinates', '{part}' is no 'axis=first:last unit'.", "Write for example 'lat=-90:90 degrees_north'.");
        }

        var at = Find(axes, match.Groups["axis"].Value);
        var length = axes[at].Length;
        var step = length == 1 ? 0 : (last - first) / (length - 1);
        return axes.SetItem(at, axes[at] with
        {
            Unit = match.Groups["unit"].Value.Trim(),
            Calendar = match.Groups["unit"].Value.Contains(" since ", StringComparison.Ordinal) ? parameters.Calendar : "",
            Coordinates = new RegularCoordinates(first, step, length),
        });
    }

    private static ImmutableArray<Axis> WithTime(ImmutableArray<Axis> axes, RandomCube.Parameters parameters)
    {
        var step = Duration().Match(parameters.Step);
        if (!Moment().IsMatch(parameters.Start) || !step.Success)
        {
            throw new RefusalException(
                "bad-parameter", $"'{parameters.Start}' every '{parameters.Step}' is no time axis.",
                "Write for example start=2000-01-01 and step='6 hours'.");
        }

        if (!Calendars.Contains(parameters.Calendar, StringComparer.Ordinal))
        {
            throw Refusal.Unknown("calendar", parameters.Calendar, Calendars);
        }

        var at = Find(axes, "time");
        return axes.SetItem(at, axes[at] with
        {
            Unit = $"{step.Groups["unit"].Value}s since {parameters.Start.Replace('T', ' ')}",
            Calendar = parameters.Calendar,
            Coordinates = new RegularCoordinates(
                0, double.Parse(step.Groups["count"].Value, CultureInfo.InvariantCulture), axes[at].Length),
        });
    }

    private static int Find(ImmutableArray<Axis> axes, string name)
    {
        for (var i = 0; i < axes.Length; i++)
        {
            if (string.Equals(axes[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw Refusal.Unknown("axis", name, axes.Select(axis => axis.Name));
    }

    [GeneratedRegex(@"^(?<axis>[^=]+?)\s*=\s*(?<first>[^:\s]+)\s*:\s*(?<last>[^:\s]+)(\s+(?<unit>.+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(?<count>\d+(\.\d+)?)\s*(?<unit>second|minute|hour|day)s?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Duration();
}
