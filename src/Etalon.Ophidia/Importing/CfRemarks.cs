using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>What of a variable of a file does not keep to the CF conventions, a sentence each.</summary>
public static class CfRemarks
{
    /// <summary>The remarks; none where all is well.</summary>
    /// <param name="variable">The variable as the file has it.</param>
    /// <param name="conventions">What the file says it keeps to; empty if it says nothing.</param>
    public static IEnumerable<string> Of(CubeInfo variable, string conventions)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(conventions);
        return All(variable, conventions);
    }

    private static IEnumerable<string> All(CubeInfo variable, string conventions)
    {
        if (!conventions.Contains("CF-", StringComparison.OrdinalIgnoreCase))
        {
            yield return conventions.Length == 0 ? "The file does not name its conventions." : $"The file keeps to '{conventions}', not to CF.";
        }

        if (variable.Unit.Length == 0)
        {
            yield return $"'{variable.Name}' has no units.";
        }
        else if (!IsUnit(variable.Unit, calendar: ""))
        {
            yield return $"The units '{variable.Unit}' of '{variable.Name}' are not known.";
        }

        if (variable.Attributes["standard_name"] is null && variable.Attributes["long_name"] is null)
        {
            yield return $"'{variable.Name}' has neither a standard_name nor a long_name.";
        }

        foreach (var remark in variable.Axes.SelectMany(Of))
        {
            yield return remark;
        }
    }

    private static IEnumerable<string> Of(Axis axis)
    {
        if (axis.Unit.Length > 0 && !IsUnit(axis.Unit, axis.Calendar))
        {
            yield return $"The units '{axis.Unit}'{(axis.Calendar.Length > 0 ? $" in the calendar '{axis.Calendar}'" : "")} of '{axis.Name}' are not known.";
        }
        else if (!axis.IsTime && SaysTime(axis))
        {
            yield return axis.Unit.Length > 0 ? $"The units '{axis.Unit}' of '{axis.Name}' name no moment to count from." : $"'{axis.Name}' has no units, which would name the moment to count from.";
        }

        if (axis.Coordinates is { } values and not LabelCoordinates && !IsOrdered(values))
        {
            yield return $"The values of '{axis.Name}' neither rise nor fall throughout.";
        }
    }

    private static bool SaysTime(Axis axis) =>
        axis.Calendar.Length > 0 || axis.Name is "time" || axis.Attributes.Text("axis") is "T" || axis.Attributes.Text("standard_name") is "time";

    private static bool IsUnit(string unit, string calendar)
    {
        if (!unit.Contains(" since ", StringComparison.Ordinal))
        {
            return Unit.TryParse(unit, out _);
        }

        try
        {
            _ = CfTime.Parse(unit, calendar);
            return true;
        }
        catch (RefusalException)
        {
            return false;
        }
    }

    private static bool IsOrdered(AxisCoordinates values)
    {
        // A value that is not a number is neither above nor below its neighbours.
        var (rises, falls) = (true, true);
        for (var i = 1L; (rises || falls) && i < values.Length; i++)
        {
            rises &= values[i] > values[i - 1];
            falls &= values[i] < values[i - 1];
        }

        return rises || falls;
    }
}
