namespace Etalon.Operators.Tomography;

/// <summary>What the estimates of several methods in several slices come to.</summary>
/// <remarks>
/// Every estimate votes for the centres around it: with its quality, within the method's tolerance. The centre with most votes wins;
/// it is then the mean of the estimates nearby, each weighted with the inverse square of what its method can tell. A wrong estimate
/// so has no pull at all.
/// </remarks>
internal static class CentreAgreement
{
    /// <summary>Estimates of less than this quality are as good as none.</summary>
    private const double LeastQuality = 0.03;

    /// <summary>What an estimate of each method is worth: its usual error in columns, for 512 columns.</summary>
    private static readonly double[] Errors = [0.06, 0.15, 0.04, 0.12];

    /// <summary>Comes to one centre.</summary>
    /// <param name="estimates">By slice and method.</param>
    /// <param name="rows">The row of the detector of every slice.</param>
    /// <param name="search">Where the axis was looked for.</param>
    /// <param name="middleRow">The row in the middle of the detector.</param>
    /// <param name="leans">Whether the axis may lean.</param>
    public static AgreedCentre Of(CentreEstimate[,] estimates, ReadOnlySpan<double> rows, CentreSearch search, double middleRow, bool leans)
    {
        var (slices, methods) = (estimates.GetLength(0), estimates.GetLength(1));
        var (best, votes) = (double.NaN, 0.0);
        for (var slice = 0; slice < slices; slice++)
        {
            for (var method = 0; method < methods; method++)
            {
                var vote = Counts(estimates[slice, method]) ? Votes(estimates, search, estimates[slice, method].Centre) : 0;
                (best, votes) = vote > votes ? (estimates[slice, method].Centre, vote) : (best, votes);
            }
        }

        if (double.IsNaN(best))
        {
            return new AgreedCentre(search.Middle, 0, 0, CentreReason.NothingSeen, double.NaN);
        }

        var (centre, slope, spread) = Fit(estimates, rows, search, best, middleRow, leans);
        var (confidence, reason) = Judge(estimates, search, best, votes);
        return new AgreedCentre(centre, slope, confidence, reason, spread);
    }

    /// <summary>The middle of one method's estimates, weighted by quality; NaN if it has none.</summary>
    public static double Median(CentreEstimate[,] estimates, int method)
    {
        var known = Enumerable.Range(0, estimates.GetLength(0)).Select(slice => estimates[slice, method]).Where(Counts).OrderBy(e => e.Centre).ToArray();
        var half = known.Sum(static estimate => estimate.Quality) / 2;
        var sum = 0.0;
        foreach (var estimate in known)
        {
            sum += estimate.Quality;
            if (sum >= half)
            {
                return estimate.Centre;
            }
        }

        return double.NaN;
    }

    private static bool Counts(CentreEstimate estimate) => double.IsFinite(estimate.Centre) && estimate.Quality >= LeastQuality;

    private static double Error(CentreSearch search, int method) => Errors[method] * Math.Max(1, search.Columns / 512.0);

    /// <summary>How far estimates of a method may be from the truth and still speak for it.</summary>
    private static double Tolerance(CentreSearch search, int method) => Math.Max(0.5, 3 * Error(search, method));

    private static double Votes(CentreEstimate[,] estimates, CentreSearch search, double centre)
    {
        var votes = 0.0;
        for (var slice = 0; slice < estimates.GetLength(0); slice++)
        {
            for (var method = 0; method < estimates.GetLength(1); method++)
            {
                votes += Vote(estimates[slice, method], search, method, centre);
            }
        }

        return votes;
    }

    private static double Vote(CentreEstimate estimate, CentreSearch search, int method, double centre)
    {
        var far = (estimate.Centre - centre) / Tolerance(search, method);
        return Counts(estimate) && Math.Abs(far) < 2 ? estimate.Quality * Math.Exp(-far * far) : 0;
    }

    private static (double Centre, double Slope, double Spread) Fit(
        CentreEstimate[,] estimates, ReadOnlySpan<double> rows, CentreSearch search, double near, double middleRow, bool leans)
    {
        var (w, wy, wc, wyy, wyc, wcc) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var slice = 0; slice < estimates.GetLength(0); slice++)
        {
            for (var method = 0; method < estimates.GetLength(1); method++)
            {
                var vote = Vote(estimates[slice, method], search, method, near);
                if (vote > 0)
                {
                    var weight = vote / (Error(search, method) * Error(search, method));
                    var (y, c) = (rows[slice] - middleRow, estimates[slice, method].Centre);
                    (w, wy, wc, wyy, wyc, wcc) = (w + weight, wy + (weight * y), wc + (weight * c), wyy + (weight * y * y), wyc + (weight * y * c), wcc + (weight * c * c));
                }
            }
        }

        var mean = wc / w;
        var spread = Math.Sqrt(Math.Max(0, (wcc / w) - (mean * mean)));
        var across = wyy - (wy * wy / w);
        var slope = leans && across > 1e-9 * wyy && estimates.GetLength(0) > 1 ? (wyc - (wy * wc / w)) / across : 0;
        return (mean - (slope * wy / w), slope, spread);
    }

    /// <summary>
    /// The part of all votes that the winner has, in methods and in slices, times how clear the clearest of the methods is there.
    /// </summary>
    private static (double Confidence, CentreReason Reason) Judge(CentreEstimate[,] estimates, CentreSearch search, double best, double votes)
    {
        var slices = estimates.GetLength(0);
        var (all, clear) = (0.0, 0.0);
        var (asked, agree) = (0, 0);
        for (var method = 0; method < estimates.GetLength(1); method++)
        {
            var (own, mine) = OfMethod(estimates, search, method, best);
            all += own;
            asked += own > 0 ? 1 : 0;
            agree += mine > own / 2 ? 1 : 0;
            clear = Math.Max(clear, mine / slices);
        }

        var share = votes / all;
        var sliceShare = Enumerable.Range(0, slices).Average(slice => Supports(estimates, search, slice, best) ? 1.0 : 0.0);
        var confidence = Math.Clamp(share * Math.Sqrt(sliceShare) * Math.Min(1, 1.6 * clear) * (agree >= 2 ? 1.15 : 0.6), 0, 1);
        return (confidence, Reason(clear, asked, agree < 2 || share < 0.5, sliceShare < 0.6));
    }

    private static CentreReason Reason(double clear, int asked, bool methodsDisagree, bool slicesDisagree)
    {
        if (clear < 0.2)
        {
            return CentreReason.Unclear;
        }

        if (asked == 1)
        {
            return CentreReason.OneMethod;
        }

        return methodsDisagree ? CentreReason.MethodsDisagree : slicesDisagree ? CentreReason.SlicesDisagree : CentreReason.Agreed;
    }

    /// <summary>All that a method's estimates could give, and what they give to a centre.</summary>
    private static (double Own, double Given) OfMethod(CentreEstimate[,] estimates, CentreSearch search, int method, double centre)
    {
        var (own, given) = (0.0, 0.0);
        for (var slice = 0; slice < estimates.GetLength(0); slice++)
        {
            own += Counts(estimates[slice, method]) ? estimates[slice, method].Quality : 0;
            given += Vote(estimates[slice, method], search, method, centre);
        }

        return (own, given);
    }

    private static bool Supports(CentreEstimate[,] estimates, CentreSearch search, int slice, double centre) =>
        Enumerable.Range(0, estimates.GetLength(1)).Any(method => Vote(estimates[slice, method], search, method, centre) > 0.2);
}
