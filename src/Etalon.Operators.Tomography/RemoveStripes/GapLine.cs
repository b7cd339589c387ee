namespace Etalon.Operators.Tomography;

/// <summary>Bridges what is missing in a line by straight lines between what is there.</summary>
internal static unsafe class GapLine
{
    /// <summary>Fills gaps, the ends with the nearest sample; a line without samples stays.</summary>
    /// <returns>How many samples were there.</returns>
    public static int Bridge(float* line, int count)
    {
        var (present, last) = (0, -1);
        for (var i = 0; i < count; i++)
        {
            if (!float.IsFinite(line[i]))
            {
                continue;
            }

            present++;
            for (var gap = last + 1; gap < i; gap++)
            {
                line[gap] = last < 0 ? line[i] : line[last] + ((line[i] - line[last]) * ((float)(gap - last) / (i - last)));
            }

            last = i;
        }

        for (var gap = last + 1; last >= 0 && gap < count; gap++)
        {
            line[gap] = line[last];
        }

        return present;
    }
}
