namespace Etalon.Cubes;

/// <summary>Day counts of the Julian calendar, on the same count of real days as <see cref="GregorianDays"/>.</summary>
internal static class JulianDays
{
    private const long Shift = 719470; // the Julian 0000-03-01 is two days before the Gregorian one

    public static long Number(int year, int month, int day)
    {
        var y = month <= 2 ? year - 1L : year;
        return (y * 365) + MarchYear.FloorDivide(y, 4) + MarchYear.DayOf(month, day) - Shift;
    }

    public static (int Year, int Month, int Day) Date(long number)
    {
        var z = number + Shift;
        var cycle = MarchYear.FloorDivide(z, 1461);
        var dayOfCycle = z - (cycle * 1461);
        var yearOfCycle = Math.Min(dayOfCycle / 365, 3);
        return MarchYear.Date((cycle * 4) + yearOfCycle, (int)(dayOfCycle - (yearOfCycle * 365)));
    }
}
