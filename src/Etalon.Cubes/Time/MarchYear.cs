namespace Etalon.Cubes;

/// <summary>Months and days of a year that starts on 1 March.</summary>
internal static class MarchYear
{
    public static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);

    /// <summary>The day of the year, counted from 0 on 1 March.</summary>
    public static int DayOf(int month, int day) => (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;

    public static (int Year, int Month, int Day) Date(long marchYear, int dayOfYear)
    {
        var index = ((5 * dayOfYear) + 2) / 153;
        var month = index < 10 ? index + 3 : index - 9;
        return (checked((int)(marchYear + (month <= 2 ? 1 : 0))), month, dayOfYear - (((153 * index) + 2) / 5) + 1);
    }
}
