namespace Etalon.Cubes;

/// <summary>Day counts of the calendars whose years all have the same length; day 0 is 0000-01-01.</summary>
internal static class EqualYears
{
    private static readonly int[] Starts365 = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];
    private static readonly int[] Starts366 = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];
    private static readonly int[] Starts360 = [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360];

    public static long Number(int days, int year, int month, int day) => ((long)year * days) + Starts(days)[month - 1] + day - 1;

    public static (int Year, int Month, int Day) Date(int days, long number)
    {
        var year = MarchYear.FloorDivide(number, days);
        var dayOfYear = (int)(number - (year * days));
        var starts = Starts(days);
        var month = 12;
        while (starts[month - 1] > dayOfYear)
        {
            month--;
        }

        return (checked((int)year), month, dayOfYear - starts[month - 1] + 1);
    }

    private static int[] Starts(int days) => days switch
    {
        360 => Starts360,
        365 => Starts365,
        _ => Starts366,
    };
}
