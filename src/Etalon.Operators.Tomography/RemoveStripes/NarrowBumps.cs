namespace Etalon.Operators.Tomography;

/// <summary>What stands above or below a profile and is narrower than a window: against the profile opened and closed, in either order.</summary>
/// <remarks>A step is neither, however high; a bump and a dip side by side may be read either way, so there are two answers.</remarks>
internal sealed class NarrowBumps(int columns, int half)
{
    private readonly double[] _first = new double[columns];
    private readonly double[] _second = new double[columns];

    /// <summary>Bumps are taken first.</summary>
    public double[] BumpsFirst { get; } = new double[columns];

    /// <summary>Dips are taken first.</summary>
    public double[] DipsFirst { get; } = new double[columns];

    /// <summary>Bytes held.</summary>
    public static long Bytes(long columns) => 4 * columns * sizeof(double);

    /// <summary>Looks at a profile.</summary>
    public void Run(double[] profile)
    {
        Extreme(profile, _first, least: true);
        Extreme(_first, _second, least: false);
        Extreme(_second, _first, least: false);
        Extreme(_first, _second, least: true);
        Above(profile, BumpsFirst);
        Extreme(profile, _first, least: false);
        Extreme(_first, _second, least: true);
        Extreme(_second, _first, least: true);
        Extreme(_first, _second, least: false);
        Above(profile, DipsFirst);
    }

    private void Above(double[] profile, double[] to)
    {
        for (var column = 0; column < columns; column++)
        {
            to[column] = profile[column] - _second[column];
        }
    }

    private void Extreme(double[] from, double[] to, bool least)
    {
        for (var column = 0; column < columns; column++)
        {
            var (first, last) = (Math.Max(column - half, 0), Math.Min(column + half, columns - 1));
            var value = from[first];
            for (var i = first + 1; i <= last; i++)
            {
                value = least ? Math.Min(value, from[i]) : Math.Max(value, from[i]);
            }

            to[column] = value;
        }
    }
}
