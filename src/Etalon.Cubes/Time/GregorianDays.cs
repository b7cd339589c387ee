namespace Etalon.Cubes;

/// <summary>Day counts of the proleptic Gregorian calendar; day 0 is 1970-01-01.</summary>
/// <remarks>Years are counted from 1 March, so that the leap day comes last: eras of 400 years have 146097 days.</remarks>
internal static class GregorianDays
{
    private const long EraDays = 146097;
    private const long Shift = 719468; // days from 0000-03-01 to 1970-01-01

    public static long Number(int year, int month, int day)
    {
        var y = month <= 2 ? year - 1L : year;
        var era = MarchYear.FloorDivide(y, 400);
        var yearOfEra = y - (era * 400);
        return (era * EraDays) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + MarchYear.DayOf(month, day) - Shift;
    }

    public static (int Year, int Month, int Day) Date(long number)
    {
        var z = number + Shift;
        var era = MarchYear.FloorDivide(z, EraDays);
        var dayOfEra = z - (era * EraDays);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        return MarchYear.Date((era * 400) + yearOfEra, (int)dayOfYear);
    }
}
