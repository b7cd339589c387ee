namespace Etalon.Numerics;

/// <summary>The four filters of a wavelet: low and high pass, for the way there and back.</summary>
/// <param name="Low">Low pass of the analysis.</param>
/// <param name="High">High pass of the analysis.</param>
/// <param name="LowBack">Low pass of the synthesis.</param>
/// <param name="HighBack">High pass of the synthesis.</param>
public sealed record WaveletFilters(double[] Low, double[] High, double[] LowBack, double[] HighBack)
{
    /// <summary>Daubechies' extremal phase filters of 4, 6, …, 20 taps.</summary>
    private static readonly double[][] Daubechies =
    [
        [0.48296291314453416, 0.8365163037378079, 0.2241438680420134, -0.12940952255126037],
        [
            0.33267055295008263, 0.8068915093110925, 0.45987750211849154, -0.13501102001025458, -0.08544127388202666,
            0.03522629188570953,
        ],
        [
            0.2303778133088965, 0.7148465705529157, 0.6308807679298589, -0.027983769416859854, -0.18703481171909309,
            0.030841381835560764, 0.0328830116668852, -0.010597401785069032,
        ],
        [
            0.16010239797419293, 0.6038292697971896, 0.7243085284377729, 0.13842814590132074, -0.24229488706638203,
            -0.032244869584638375, 0.07757149384004572, -0.006241490212798274, -0.012580751999081999, 0.0033357252854737712,
        ],
        [
            0.11154074335010947, 0.49462389039845306, 0.7511339080210954, 0.31525035170919763, -0.22626469396543983,
            -0.12976686756726194, 0.09750160558732304, 0.027522865530305727, -0.03158203931748603, 0.0005538422011614961,
            0.004777257510945511, -0.0010773010853084796,
        ],
        [
            0.07785205408500918, 0.3965393194819173, 0.7291320908462351, 0.4697822874051931, -0.14390600392856498, -0.22403618499387498,
            0.07130921926683026, 0.08061260915108308, -0.03802993693501441, -0.01657454163066688, 0.01255099855609984,
            0.0004295779729213665, -0.0018016407040474908, 0.00035371379997452024,
        ],
        [
            0.05441584224310401, 0.31287159091429995, 0.6756307362972898, 0.5853546836542067, -0.015829105256349306, -0.2840155429615469,
            0.0004724845739132828, 0.12874742662047847, -0.017369301001807547, -0.044088253930794755, 0.013981027917398282,
            0.008746094047405777, -0.004870352993451574, -0.00039174037337694705, 0.0006754494064505693, -0.00011747678412476953,
        ],
        [
            0.038077947363878345, 0.24383467461259034, 0.6048231236901112, 0.6572880780513005, 0.13319738582500756, -0.2932737832791749,
            -0.09684078322297646, 0.14854074933810638, 0.03072568147933338, -0.06763282906132997, 0.00025094711483145197,
            0.022361662123679096, -0.004723204757751397, -0.00428150368246343, 0.0018476468830562265, 0.00023038576352319597,
            -0.0002519631889427101, 3.93473203162716e-05,
        ],
        [
            0.026670057900555554, 0.1881768000776915, 0.5272011889317256, 0.6884590394536035, 0.2811723436605775, -0.24984642432731538,
            -0.19594627437737705, 0.12736934033579325, 0.09305736460357235, -0.07139414716639708, -0.029457536821875813,
            0.033212674059341, 0.0036065535669561697, -0.010733175483330575, 0.001395351747052901, 0.001992405295185056,
            -0.0006858566949597116, -0.00011646685512928545, 9.358867032006959e-05, -1.3264202894521244e-05,
        ],
    ];

    /// <summary>Length of the filters.</summary>
    public int Taps => Low.Length;

    /// <summary>Haar's wavelet.</summary>
    public static WaveletFilters OfHaar() => Orthogonal([Math.Sqrt(0.5), Math.Sqrt(0.5)]);

    /// <summary>Daubechies' wavelet with that many taps; null if there is none.</summary>
    public static WaveletFilters? OfDaubechies(int taps) =>
        taps is >= 4 and <= 20 && taps % 2 == 0 ? Orthogonal(Daubechies[(taps / 2) - 2]) : null;

    /// <summary>
    /// The biorthogonal pair of the B-spline of an order (1 to 3) and a dual of as many vanishing moments as the second number says; null if
    /// there is none.
    /// </summary>
    public static WaveletFilters? OfSpline(int order, int moments)
    {
        if (order is < 1 or > 3 || moments is < 1 or > 9 || (order + moments) % 2 != 0 || (order, moments) is (1, 1) or (1, > 5))
        {
            return null;
        }

        // Cohen, Daubechies, Feauveau: cos^m(w/2) times a polynomial in sin^2(w/2).
        var terms = (order + moments) / 2;
        double[] square = [-0.25, 0.5, -0.25];
        var sum = new double[(2 * terms) - 1];
        double[] power = [1];
        var binomial = 1.0;
        for (var n = 0; n < terms; n++)
        {
            for (var i = 0; i < power.Length; i++)
            {
                sum[terms - 1 - n + i] += binomial * power[i];
            }

            power = Product(power, square);
            binomial = binomial * (terms + n) / (n + 1);
        }

        var low = Product(Cosine(moments), sum);
        var back = Cosine(order);
        var taps = low.Length + (low.Length % 2);
        var (wide, narrow) = (new double[taps], new double[taps]);
        for (var i = 0; i < low.Length; i++)
        {
            wide[i] = low[i] * Math.Sqrt(2);
        }

        for (var i = 0; i < back.Length; i++)
        {
            narrow[((taps - back.Length) / 2) + i] = back[i] * Math.Sqrt(2);
        }

        return new WaveletFilters(wide, Mirrored(narrow, order > 1), narrow, Mirrored(wide, order > 1));
    }

    private static WaveletFilters Orthogonal(double[] low)
    {
        var high = Mirrored(low, isNegative: false);
        return new WaveletFilters(low, high, low, high);
    }

    private static double[] Mirrored(double[] low, bool isNegative)
    {
        var high = new double[low.Length];
        for (var i = 0; i < high.Length; i++)
        {
            high[i] = (i % 2 == 0) != isNegative ? low[^(i + 1)] : -low[^(i + 1)];
        }

        return high;
    }

    /// <summary>((1 + z) / 2)^n.</summary>
    private static double[] Cosine(int n)
    {
        double[] power = [1];
        for (var i = 0; i < n; i++)
        {
            power = Product(power, [0.5, 0.5]);
        }

        return power;
    }

    private static double[] Product(double[] a, double[] b)
    {
        var product = new double[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return product;
    }
}
