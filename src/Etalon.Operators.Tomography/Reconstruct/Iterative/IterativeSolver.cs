using System.Runtime.InteropServices;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>What all methods that approach slices step by step share: lanes, batches of projections, and images to work in.</summary>
/// <remarks>
/// Axes of rotation are taken to 1/32 of a pixel, which is far finer than they are known, so that slices along a slightly
/// tilted axis mostly share one geometry; slices that do not are solved one group after another. What a slice becomes depends on nothing
/// but its own sinogram and axis.
/// </remarks>
internal abstract unsafe class IterativeSolver : ISliceSolver
{
    /// <summary>Floats side by side.</summary>
    protected const int Lanes = LaneRows.Lanes;

    private const double AxisSteps = 32;

    private readonly NativeBuffer[] _images;
    private readonly NativeBuffer _rows;
    private readonly NativeBuffer _measured;
    private double _axis = double.NaN;
    private LaneProjector? _projector;

    /// <summary>Ready for any slices of that scan.</summary>
    /// <param name="geometry">The scan.</param>
    /// <param name="options">How they are approached.</param>
    /// <param name="images">How many images of sixteen lanes are needed.</param>
    private protected IterativeSolver(SliceGeometry geometry, IterativeOptions options, int images)
    {
        (Geometry, Options) = (geometry, options);
        var pixels = (long)geometry.Size * geometry.Size;
        _images = [.. Enumerable.Range(0, images).Select(_ => new NativeBuffer(pixels * Lanes * sizeof(float)))];
        _rows = new NativeBuffer(LaneProjector.BatchFloats(geometry.Size) * sizeof(float));
        _measured = new NativeBuffer((long)geometry.Columns * Lanes * sizeof(float));
    }

    /// <inheritdoc />
    public int Together => Lanes;

    /// <summary>The scan.</summary>
    protected SliceGeometry Geometry { get; }

    /// <summary>How slices are approached.</summary>
    protected IterativeOptions Options { get; }

    /// <summary>The scan as a matrix.</summary>
    protected LaneProjector Projector => _projector ?? throw new InvalidOperationException("No slices are being solved.");

    /// <summary>Floats of an image.</summary>
    protected long ImageFloats => (long)Geometry.Size * Geometry.Size * Lanes;

    /// <summary>A batch's rows.</summary>
    protected float* Rows => (float*)_rows.Pointer;

    /// <inheritdoc />
    public void Solve(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Span<SliceTask> same = stackalloc SliceTask[Lanes];
        for (var first = 0; first < slices.Length; first++)
        {
            var axis = AxisOf(slices[first]);
            var count = 0;
            for (var i = 0; i < slices.Length; i++)
            {
                if (!AxisOf(slices[i]).Equals(axis))
                {
                    continue;
                }

                if (i < first)
                {
                    // They were solved with an earlier one.
                    count = 0;
                    break;
                }

                same[count++] = slices[i];
            }

            if (count > 0)
            {
                Turn(axis, cancellation);
                var image = Approach(same[..count], cancellation);
                LaneSinograms.Put(image, same[..count], ImageFloats / Lanes, (float)(1 / Geometry.PixelCentimetres));
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Bytes of what all methods have, and of so many images.</summary>
    protected static long Bytes(SliceGeometry geometry, int images) =>
        sizeof(float) * (((long)geometry.Size * geometry.Size * Lanes * images) + LaneProjector.BatchFloats(geometry.Size) + ((long)geometry.Columns * Lanes));

    /// <summary>Makes up to sixteen slices with one axis of rotation, in attenuation per pixel.</summary>
    /// <returns>The image that holds them.</returns>
    protected abstract float* Approach(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation);

    /// <summary>Is told when the axis of rotation, and so <see cref="Projector"/>, has changed.</summary>
    protected virtual void OnTurned(CancellationToken cancellation)
    {
    }

    /// <summary>Gives memory back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        foreach (var image in _images)
        {
            image.Dispose();
        }

        _rows.Dispose();
        _measured.Dispose();
    }

    /// <summary>One of the images.</summary>
    protected float* Image(int index) => (float*)_images[index].Pointer;

    /// <summary>Sets an image to 0.</summary>
    protected void Clear(float* image) => NativeMemory.Clear(image, (nuint)ImageFloats * sizeof(float));

    /// <summary>What the detector saw, <see cref="LaneProjector.Seen"/> bins of a projection, valid until asked again.</summary>
    protected float* Measured(ReadOnlySpan<SliceTask> slices, int angle)
    {
        LaneSinograms.Take(slices, ((long)angle * Geometry.Columns) + Projector.Column, Projector.Seen, (float*)_measured.Pointer);
        return (float*)_measured.Pointer;
    }

    /// <summary>The bins of a row in a batch that the detector has; the others are set to 0.</summary>
    protected float* SeenOf(int slot)
    {
        var row = Rows + ((long)slot * Projector.RowFloats);
        var (first, end) = (Projector.FirstSeen * Lanes, (Projector.FirstSeen + Projector.Seen) * Lanes);
        NativeMemory.Clear(row, (nuint)first * sizeof(float));
        NativeMemory.Clear(row + end, (nuint)(Projector.RowFloats - end) * sizeof(float));
        return row + first;
    }

    private static double AxisOf(SliceTask slice) => Math.Round(slice.Centre * AxisSteps) / AxisSteps;

    private void Turn(double axis, CancellationToken cancellation)
    {
        if (axis.Equals(_axis))
        {
            return;
        }

        // Whoever cancels in between leaves no half-made tables behind.
        _axis = double.NaN;
        _projector = new LaneProjector(Geometry, axis);
        OnTurned(cancellation);
        _axis = axis;
    }
}
