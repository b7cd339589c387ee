using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>What a task says of the time of a dimension whose file does not.</summary>
internal static class GivenTime
{
    /// <summary>The axis as one of time. A dimension without values counts from 0.</summary>
    /// <exception cref="RefusalException"><c>bad-argument</c>: it cannot be one.</exception>
    public static Axis Of(OphidiaArguments arguments, Axis axis)
    {
        if (arguments["calendar"] is "user_defined")
        {
            throw arguments.Bad("calendar", $"is user_defined, and the file says nothing of the time of '{axis.Name}': calendars of one's own are not computed with");
        }

        if (axis.Coordinates is LabelCoordinates)
        {
            throw arguments.Bad("hierarchy", $"makes '{axis.Name}' one of time; its values are texts");
        }

        var (factor, unit) = axis.Unit.Length > 0 ? (1, axis.Unit) : Unit(arguments["units"]);
        var text = $"{unit} since {arguments["base_time"]}";
        try
        {
            var time = CfTime.Parse(text, arguments["calendar"]);
            var values = axis.Coordinates?.ToArray() ?? [.. Enumerable.Range(0, checked((int)axis.Length)).Select(static place => (double)place)];
            return axis with
            {
                Unit = text,
                Calendar = time.Calendar.Name,
                Coordinates = factor == 1 && axis.Coordinates is not null ? axis.Coordinates : AxisCoordinates.From(Array.ConvertAll(values, value => value * factor)),
                Bounds = factor == 1 && axis.Coordinates is not null ? axis.Bounds : [],
            };
        }
        catch (RefusalException refusal)
        {
            throw new RefusalException("bad-argument", $"{arguments.Operator}: '{axis.Name}' cannot be read as '{text}': {refusal.Message}", "Give units, base_time and calendar, or another hierarchy.", RefusalKind.Invalid, refusal);
        }
    }

    private static (int Factor, string Unit) Unit(string letter) => letter switch
    {
        "s" => (1, "seconds"),
        "m" => (1, "minutes"),
        "h" => (1, "hours"),
        "3" => (3, "hours"),
        "6" => (6, "hours"),
        _ => (1, "days"),
    };
}
