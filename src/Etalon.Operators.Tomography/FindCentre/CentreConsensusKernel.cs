namespace Etalon.Operators.Tomography;

/// <summary>Decides, and writes what was decided.</summary>
internal sealed unsafe class CentreConsensusKernel(CentreConsensus.Parameters parameters, Inputs inputs) : IMapKernel
{
    private readonly double[] _rows = inputs["estimates"].Axes[0].Coordinates?.ToArray() ?? [.. Enumerable.Range(0, (int)inputs["estimates"].Axes[0].Length).Select(static i => (double)i)];

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var methods = (int)inputs[0].Region.Length[1];
        var search = CentreSearch.Of(parameters.Columns, parameters.Range);
        var middle = (parameters.Rows - 1) / 2.0;
        Average(inputs[2], outputs[1]);
        var estimates = Estimates(inputs, Together(outputs[1].As<double>(), search));
        var agreed = CentreAgreement.Of(estimates, [.. _rows, _rows.Average()], search, middle, parameters.PerSlice);
        var centres = outputs[0].As<double>();
        for (var row = 0; row < centres.Length; row++)
        {
            centres[row] = agreed.Centre + (agreed.Slope * (outputs[0].Region.Start[0] + row - middle));
        }

        var report = outputs[2].As<double>();
        (report[0], report[1], report[2], report[3], report[4]) = (agreed.Centre, agreed.Confidence, (double)agreed.Reason, agreed.Spread, agreed.Slope);
        for (var method = 0; method < methods; method++)
        {
            report[5 + method] = CentreAgreement.Median(estimates, method);
        }

        outputs[3].As<double>()[0] = agreed.Confidence;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing that is not collected.
    }

    /// <summary>What the double wedges of all slices together tell, where noise hides the dips of single ones.</summary>
    private static CentreEstimate Together(ReadOnlySpan<double> metric, CentreSearch search) => double.IsNaN(metric[0])
        ? CentreEstimate.None
        : new CentreEstimate(search.First + (BestShift.Minimum(metric) * search.Step), BestShift.Clarity(metric, 4));

    /// <summary>The estimates of all slices, and one of all together as if it were a further slice.</summary>
    private static CentreEstimate[,] Estimates(ReadOnlySpan<Block> inputs, CentreEstimate together)
    {
        var (slices, methods) = ((int)inputs[0].Region.Length[0], (int)inputs[0].Region.Length[1]);
        var estimates = new CentreEstimate[slices + (together.Quality > 0 ? 1 : 0), methods];
        for (var i = 0; i < slices * methods; i++)
        {
            estimates[i / methods, i % methods] = new CentreEstimate(((double*)inputs[0].Pointer)[i], ((double*)inputs[1].Pointer)[i]);
        }

        for (var method = 0; method < methods && together.Quality > 0; method++)
        {
            estimates[slices, method] = CentreSeeker.Methods[method] == CentreMethod.Vo ? together : CentreEstimate.None;
        }

        return estimates;
    }

    /// <summary>Each slice's metric against its own mean, and then the mean over the slices that have one.</summary>
    private static void Average(Block metric, Block to)
    {
        var from = metric.As<double>();
        var mean = to.As<double>();
        var candidates = mean.Length;
        mean.Clear();
        var seen = 0;
        for (var slice = 0; slice < from.Length / candidates; slice++)
        {
            var own = from.Slice(slice * candidates, candidates);
            var level = 0.0;
            foreach (var value in own)
            {
                level += value / candidates;
            }

            seen += level > 0 ? 1 : 0;
            for (var i = 0; i < candidates && level > 0; i++)
            {
                mean[i] += own[i] / level;
            }
        }

        for (var i = 0; i < candidates; i++)
        {
            mean[i] = seen > 0 ? mean[i] / seen : double.NaN;
        }
    }
}
