using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>One level of the wavelet transform with Daubechies' filters of five vanishing moments, down the rows of a matrix.</summary>
/// <remarks>
/// Columns are worked on side by side in vectors; rows are packed to a multiple of sixteen floats. Beyond the ends rows are reflected, the last
/// one twice ("symmetric" in PyWavelets, whose coefficients these are).
/// </remarks>
public static unsafe class DaubechiesFive
{
    /// <summary>Length of the filters.</summary>
    public const int Taps = 10;

    private const int Lanes = 16;

    private static readonly float[] Low =
    [
        0.0033357252854737712f, -0.012580751999081999f, -0.006241490212798274f, 0.07757149384004572f, -0.032244869584638375f,
        -0.24229488706638203f, 0.13842814590132074f, 0.7243085284377729f, 0.6038292697971896f, 0.16010239797419293f,
    ];

    /// <summary>Coefficients of so many rows.</summary>
    public static int Half(int rows) => (rows + Taps - 1) / 2;

    /// <summary>Approximations or details of rows.</summary>
    /// <param name="from">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="pitch">Floats from one row to the next, of both; a multiple of 16. All of them are transformed.</param>
    /// <param name="to">Room for <see cref="Half"/> rows.</param>
    /// <param name="details">Details instead of approximations.</param>
    public static void Analyse(float* from, int rows, long pitch, float* to, bool details)
    {
        for (var i = 0; i < Half(rows); i++)
        {
            for (var column = 0L; column < pitch; column += Lanes)
            {
                var sum = Vector512<float>.Zero;
                for (var tap = 0; tap < Taps; tap++)
                {
                    var row = Reflected((2 * i) + 1 - tap, rows);
                    sum += Vector512.Load(from + (row * pitch) + column) * (details ? High(tap) : Low[tap]);
                }

                sum.Store(to + (i * pitch) + column);
            }
        }
    }

    /// <summary>Rows from their approximations or from their details, the others being zero.</summary>
    /// <param name="from">The first row of coefficients: <see cref="Half"/> of the rows wanted.</param>
    /// <param name="pitch">Floats from one row to the next, of both.</param>
    /// <param name="to">Room for rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="details">The coefficients are details.</param>
    /// <param name="add">Adds to what is there.</param>
    public static void Synthesise(float* from, long pitch, float* to, int rows, bool details, bool add)
    {
        for (var i = 0; i < rows; i++)
        {
            // The first eight rows of the whole convolution belong to the extension.
            var at = i + Taps - 2;
            var (first, last) = (Math.Max(0, (at - Taps + 2) / 2), Math.Min(Half(rows) - 1, at / 2));
            for (var column = 0L; column < pitch; column += Lanes)
            {
                var sum = add ? Vector512.Load(to + (i * pitch) + column) : Vector512<float>.Zero;
                for (var k = first; k <= last; k++)
                {
                    var tap = Taps - 1 - (at - (2 * k));
                    sum += Vector512.Load(from + (k * pitch) + column) * (details ? High(tap) : Low[tap]);
                }

                sum.Store(to + (i * pitch) + column);
            }
        }
    }

    /// <summary>The other filter: backwards, with every second sign changed.</summary>
    private static float High(int tap) => (tap & 1) == 0 ? -Low[Taps - 1 - tap] : Low[Taps - 1 - tap];

    private static int Reflected(int row, int rows)
    {
        var period = 2 * rows;
        var at = ((row % period) + period) % period;
        return at < rows ? at : period - 1 - at;
    }
}
