using System.Globalization;
using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Takes sinograms out of a block, fills what is missing, and has slices made group by group.</summary>
internal sealed unsafe class ReconstructKernel : IMapKernel
{
    private readonly SliceGeometry _geometry;
    private readonly ISliceSolver _solver;
    private readonly double? _centre;
    private readonly int _angleAxis;
    private readonly int _columnAxis;
    private readonly int _sliceAxis;
    private readonly bool[] _isEmpty;
    private readonly nint[] _places;
    private float* _sinograms;
    private float* _unwanted;

    /// <summary>Ready for blocks.</summary>
    public ReconstructKernel(Inputs inputs, SliceGeometry geometry, ISliceSolver solver, double? centre)
    {
        var input = inputs["attenuation"];
        (_geometry, _solver, _centre) = (geometry, solver, centre);
        (_angleAxis, _columnAxis, _sliceAxis) = (input.IndexOf(ScanAxes.Angle), input.IndexOf(ScanAxes.X), input.Find(ScanAxes.Y));
        _isEmpty = new bool[solver.Together];
        _places = new nint[solver.Together];
        _sinograms = Room(SinogramSamples * solver.Together);
        _unwanted = Room(SliceSamples);
    }

    private long SinogramSamples => (long)_geometry.Angles * _geometry.Columns;

    private long SliceSamples => (long)_geometry.Size * _geometry.Size;

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (input, output) = (inputs[0], outputs[0]);
        var (inputStrides, outputStrides) = (Strides(input.Region), Strides(output.Region));
        var others = Enumerable.Range(0, output.Cube.Rank - 2)
            .Where(axis => _sliceAxis < 0 || axis != output.Cube.IndexOf(ScanAxes.Y))
            .Select(axis => (At: axis, From: input.Cube.IndexOf(output.Cube.Axes[axis].Name))).ToArray();
        var parts = others.Aggregate(1L, (count, axis) => count * output.Region.Length[axis.At]);
        for (var part = 0L; part < parts; part++)
        {
            // Axes besides angle, y and x: every place on them is a scan of its own.
            var (from, to, rest) = (0L, 0L, part);
            foreach (var (at, source) in others.Reverse())
            {
                (rest, var place) = Math.DivRem(rest, output.Region.Length[at]);
                from += (output.Region.Start[at] + place - input.Region.Start[source]) * inputStrides[source];
                to += place * outputStrides[at];
            }

            Part((float*)input.Pointer + from, inputStrides, (float*)output.Pointer + to, outputStrides, inputs, output, cancellation);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _solver.Dispose();
        NativeMemory.AlignedFree(_sinograms);
        NativeMemory.AlignedFree(_unwanted);
        _sinograms = null;
        _unwanted = null;
    }

    private static float* Room(long samples) => (float*)NativeMemory.AlignedAlloc((nuint)(samples * sizeof(float)), 64);

    private static long[] Strides(in Region region)
    {
        var strides = new long[region.Rank];
        BoxCopy.Strides(region.Length.AsSpan(), 1, strides);
        return strides;
    }

    private static (long From, long To) Slices(in Region region, int axis) => axis < 0 ? (0, 1) : (region.Start[axis], region.End(axis));

    private void Part(
        float* scan, long[] inputStrides, float* volume, long[] outputStrides, ReadOnlySpan<Block> inputs, Block output, CancellationToken cancellation)
    {
        var input = inputs[0];
        var at = _sliceAxis < 0 ? -1 : output.Cube.IndexOf(ScanAxes.Y);
        var (from, to) = Slices(input.Region, _sliceAxis);
        var (wantedFrom, wantedTo) = Slices(output.Region, at);
        for (var group = from; group < to; group += _solver.Together)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(_solver.Together, to - group);
            for (var i = 0; i < count; i++)
            {
                // Slices of the group that belong to another block share one place, where nobody looks.
                var slice = group + i;
                var isWanted = slice >= wantedFrom && slice < wantedTo;
                _places[i] = isWanted ? (nint)(volume + (at < 0 ? 0 : (slice - wantedFrom) * outputStrides[at])) : (nint)_unwanted;
            }

            Solve(scan, inputStrides, input.Region, inputs.Length > 1 ? inputs[1] : default, group, count, cancellation);
        }
    }

    private void Solve(float* scan, long[] strides, in Region region, Block centres, long group, int count, CancellationToken cancellation)
    {
        // Pointers live in an array of structures, which a span of the stack can hold.
        Span<SliceTask> tasks = stackalloc SliceTask[16];
        for (var i = 0; i < count; i++)
        {
            var sinogram = _sinograms + (i * SinogramSamples);
            var first = scan + (_sliceAxis < 0 ? 0 : (group + i - region.Start[_sliceAxis]) * strides[_sliceAxis]);
            _isEmpty[i] = !SinogramGaps.Copy(first, strides[_angleAxis], strides[_columnAxis], sinogram, _geometry.Angles, _geometry.Columns);
            tasks[i] = new SliceTask(sinogram, CentreOf(centres, group + i), (float*)_places[i]);
        }

        _solver.Solve(tasks[..count], cancellation);
        for (var i = 0; i < count; i++)
        {
            if (_isEmpty[i])
            {
                new Span<float>((float*)_places[i], (int)SliceSamples).Fill(float.NaN);
            }
        }
    }

    private double CentreOf(Block centres, long slice)
    {
        if (_centre is { } known)
        {
            return known;
        }

        var index = centres.Samples == 1 ? 0 : (int)(slice - centres.Region.Start[0]);
        var centre = centres.Cube.Type == SampleType.Float64 ? centres.As<double>()[index] : centres.As<float>()[index];
        return SliceCentres.IsNear(centre, _geometry.Columns)
            ? centre
            : throw new RefusalException(
                "bad-centre", string.Create(CultureInfo.InvariantCulture, $"The centre of slice {slice} is {centre}; the projections have {_geometry.Columns} columns."),
                "Give a centre yourself: centre=….");
    }
}
