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
        RequireOneSample(input);
        var (from, to) = _sliceAxis < 0 ? (0, 1) : (input.Region.Start[_sliceAxis], input.Region.End(_sliceAxis));
        var at = _sliceAxis < 0 ? -1 : output.Cube.IndexOf(ScanAxes.Y);
        var (wantedFrom, wantedTo) = at < 0 ? (0, 1) : (output.Region.Start[at], output.Region.End(at));
        for (var group = from; group < to; group += _solver.Together)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = (int)Math.Min(_solver.Together, to - group);
            for (var i = 0; i < count; i++)
            {
                // Slices of the group that belong to another block share one place, where nobody looks.
                var slice = group + i;
                var isWanted = slice >= wantedFrom && slice < wantedTo;
                _places[i] = isWanted ? (nint)((float*)output.Pointer + ((slice - wantedFrom) * SliceSamples)) : (nint)_unwanted;
            }

            Solve(input, inputs.Length > 1 ? inputs[1] : default, group, count, cancellation);
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

    private void RequireOneSample(Block input)
    {
        for (var axis = 0; axis < input.Cube.Rank; axis++)
        {
            if (axis != _angleAxis && axis != _columnAxis && axis != _sliceAxis && input.Region.Length[axis] != 1)
            {
                throw new RefusalException(
                    "too-many-axes", $"'{input.Cube.Name}' has the axis '{input.Cube.Axes[axis].Name}' besides angle, y and x.",
                    "Reconstruct its parts one by one: 'subset' takes one of them.");
            }
        }
    }

    private void Solve(Block input, Block centres, long group, int count, CancellationToken cancellation)
    {
        // Pointers live in an array of structures, which a span of the stack can hold.
        Span<SliceTask> tasks = stackalloc SliceTask[16];
        for (var i = 0; i < count; i++)
        {
            var sinogram = _sinograms + (i * SinogramSamples);
            _isEmpty[i] = !Take(input, group + i, sinogram);
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
        return double.IsFinite(centre)
            ? centre
            : throw new RefusalException("bad-centre", $"The centre of slice {slice} is {centre}.", "Give a centre yourself: centre=….");
    }

    /// <summary>Copies the sinogram of a slice; false if all of it is missing.</summary>
    private bool Take(Block input, long slice, float* sinogram)
    {
        var stride = new long[input.Cube.Rank];
        var step = 1L;
        for (var axis = input.Cube.Rank - 1; axis >= 0; axis--)
        {
            stride[axis] = step;
            step *= input.Region.Length[axis];
        }

        var first = (float*)input.Pointer + (_sliceAxis < 0 ? 0 : (slice - input.Region.Start[_sliceAxis]) * stride[_sliceAxis]);
        return SinogramGaps.Copy(
            first, stride[_angleAxis], stride[_columnAxis], sinogram, _geometry.Angles, _geometry.Columns);
    }
}
