namespace Etalon.Operators.Tomography;

/// <summary>Asks every wanted method for the centre of one slice; one instance serves one thread.</summary>
internal sealed class CentreSeeker : IDisposable
{
    /// <summary>The methods, in the order of the estimates.</summary>
    public static readonly CentreMethod[] Methods = [CentreMethod.Vo, CentreMethod.Phase, CentreMethod.Overlap, CentreMethod.Metrics];

    /// <summary>Pairs of opposite projections that are looked at.</summary>
    private const int MostPairs = 64;

    /// <summary>The fine search of the double wedge: so many steps of a quarter to either side.</summary>
    private const int FineSteps = 4;

    /// <summary>A sample that reaches out of the field bends slices, and with them the centre that looks best, by a pixel or two.</summary>
    private const double TruncatedWorth = 0.2;

    private readonly CentreSearch _search;
    private readonly CentreMethod _method;
    private readonly TurnAngles _angles;
    private readonly DoubleWedge? _coarse;
    private readonly DoubleWedge? _fine;
    private readonly MirrorPairs _pairs;
    private readonly SmallSlices? _slices;

    /// <summary>Ready for slices of one scan.</summary>
    public CentreSeeker(TurnAngles angles, CentreSearch search, CentreMethod method)
    {
        (_search, _method, _angles) = (search, method, angles);
        if (angles.IsHalfTurn && Wanted(CentreMethod.Vo))
        {
            var rows = angles.HalfTurn();
            _coarse = new DoubleWedge(rows, search.Columns, search.CoarseBin);
            _fine = search.FineBin == search.CoarseBin ? _coarse : new DoubleWedge(rows, search.Columns, search.FineBin);
        }

        _pairs = new MirrorPairs(Wanted(CentreMethod.Phase) || Wanted(CentreMethod.Overlap) ? angles.Pairs(MostPairs) : [], search.Columns);

        // Over a whole turn a wrong centre doubles everything, which looks no worse to negativity and entropy; the overlap tells more.
        _slices = method == CentreMethod.Metrics || (method == CentreMethod.Consensus && !angles.IsWholeTurn) ? new SmallSlices(angles, search.Columns) : null;
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long rows, CentreSearch search) =>
        SliceSinogram.Bytes(rows, search.Columns) + DoubleWedge.Bytes(rows, search.Columns, search.CoarseBin)
        + DoubleWedge.Bytes(rows, search.Columns, search.FineBin) + MirrorPairs.Bytes(MostPairs, search.Columns) + SmallSlices.Bytes
        + (16L * search.Candidates) + (64 * 1024);

    /// <summary>Looks for the centre.</summary>
    /// <param name="sinogram">The slice.</param>
    /// <param name="estimates">One of every method.</param>
    /// <param name="metric">What is outside the double wedge, for every candidate.</param>
    public void Find(SliceSinogram sinogram, Span<CentreEstimate> estimates, Span<double> metric)
    {
        estimates.Fill(CentreEstimate.None);
        metric.Fill(double.NaN);
        if (sinogram.IsBlank)
        {
            return;
        }

        var (from, to) = (_search.Middle - _search.Range, _search.Middle + _search.Range);
        if (Wanted(CentreMethod.Overlap) && _angles.IsWholeTurn)
        {
            estimates[2] = _pairs.Find(sinogram, 0, _search.Columns - 1);
            if (_method == CentreMethod.Consensus && estimates[2].Quality > 0 && (estimates[2].Centre < from || estimates[2].Centre > to))
            {
                // Half acquisition: the others would look in the wrong place.
                return;
            }
        }

        estimates[0] = Vo(sinogram, metric);
        if (Wanted(CentreMethod.Phase))
        {
            estimates[1] = _pairs.Find(sinogram, from, to);
        }

        if (_slices is not null)
        {
            _slices.Load(sinogram);
            var found = _slices.Find(from, to);
            estimates[3] = found with { Quality = sinogram.IsTruncated ? TruncatedWorth * found.Quality : found.Quality };
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _coarse?.Dispose();
        if (_fine != _coarse)
        {
            _fine?.Dispose();
        }

        _pairs.Dispose();
        _slices?.Dispose();
    }

    private bool Wanted(CentreMethod method) => _method == CentreMethod.Consensus || _method == method;

    private CentreEstimate Vo(SliceSinogram sinogram, Span<double> metric)
    {
        if (_coarse is null || _fine is null)
        {
            return CentreEstimate.None;
        }

        _coarse.Load(sinogram);
        if (!_coarse.Measure(_search.First, _search.Step, metric))
        {
            return CentreEstimate.None;
        }

        var clarity = BestShift.Clarity(metric, 4);
        var best = _search.First + (BestShift.Minimum(metric) * _search.Step);
        if (_fine != _coarse)
        {
            _fine.Load(sinogram);
        }

        // Windows around the centre found are wider than those of the coarse search, and show more.
        Span<double> fine = stackalloc double[(2 * FineSteps) + 1];
        foreach (var step in new[] { 0.5 * _search.FineBin, 0.25 * _search.FineBin })
        {
            if (!_fine.Measure(best - (FineSteps * step), step, fine))
            {
                return new CentreEstimate(best, clarity);
            }

            best += (BestShift.Minimum(fine) - FineSteps) * step;
        }

        return new CentreEstimate(best, clarity);
    }
}
