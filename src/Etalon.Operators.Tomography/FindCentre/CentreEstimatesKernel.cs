using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Looks at one slice after the other.</summary>
internal sealed unsafe class CentreEstimatesKernel : IMapKernel
{
    private readonly CentreEstimates.Parameters _parameters;
    private readonly int[] _rows;
    private readonly int _around;
    private readonly long _last;
    private readonly SliceSinogram _sinogram;
    private readonly CentreSeeker _seeker;
    private readonly double[] _metric;

    /// <summary>Ready for a scan.</summary>
    public CentreEstimatesKernel(CubeInfo cube, CentreEstimates.Parameters parameters, Description description)
    {
        _parameters = parameters;
        _rows = CentreEstimates.Rows(cube, parameters.Slices);
        _around = CentreEstimates.Around(cube, _rows);
        _last = cube.Axes[cube.IndexOf(ScanAxes.Y)].Length - 1;
        var angles = new TurnAngles(ScanAngles.Radians(cube));
        var search = CentreSearch.Of((int)cube.Axes[cube.IndexOf(ScanAxes.X)].Length, parameters.Range);
        _sinogram = new SliceSinogram(angles, search.Columns);
        _seeker = new CentreSeeker(angles, search, parameters.Method);
        _metric = new double[description.Outputs[2].Axes[1].Length];
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        Span<CentreEstimate> estimates = stackalloc CentreEstimate[CentreSeeker.Methods.Length];
        var region = outputs[0].Region;
        var (first, methods) = ((int)region.Start[1], (int)region.Length[1]);
        for (var slice = 0; slice < region.Length[0]; slice++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = _rows[region.Start[0] + slice];
            _sinogram.Load(inputs[0], Math.Max(0, row - _around), Math.Min(_last, row + _around) + 1, _parameters.Logarithm);
            _seeker.Find(_sinogram, estimates, _metric);
            for (var method = 0; method < methods; method++)
            {
                ((double*)outputs[0].Pointer)[(slice * methods) + method] = estimates[first + method].Centre;
                ((double*)outputs[1].Pointer)[(slice * methods) + method] = estimates[first + method].Quality;
            }

            _metric.CopyTo(outputs[2].As<double>()[(slice * _metric.Length)..]);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _sinogram.Dispose();
        _seeker.Dispose();
    }
}
