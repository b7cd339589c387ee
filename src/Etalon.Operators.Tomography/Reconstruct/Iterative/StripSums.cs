using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>How much of the image each ray meets, and of all rays each pixel: the sums of the matrix's rows and columns.</summary>
internal sealed unsafe class StripSums(SliceGeometry geometry)
{
    private const int Lanes = LaneRows.Lanes;

    /// <summary>Less than this of a pixel, or of a ray, is nothing.</summary>
    private const float Nothing = 1e-3f;

    private readonly float[] _rays = new float[(long)geometry.Angles * geometry.Columns];
    private readonly float[] _pixels = new float[(long)geometry.Size * geometry.Size];

    /// <summary>One over every seen bin's sum, or 0: row after row, as wide as the detector.</summary>
    public ReadOnlySpan<float> PerRay(int angle) => _rays.AsSpan(angle * geometry.Columns, geometry.Columns);

    /// <summary>One over every pixel's sum, or 0.</summary>
    public ReadOnlySpan<float> PerPixel => _pixels;

    /// <summary>The sums of all rays together.</summary>
    public double Total { get; private set; }

    /// <summary>Bytes held.</summary>
    public static long Bytes(SliceGeometry geometry) =>
        sizeof(float) * (((long)geometry.Angles * geometry.Columns) + ((long)geometry.Size * geometry.Size));

    /// <summary>Sums anew.</summary>
    /// <param name="projector">The matrix.</param>
    /// <param name="image">Room for an image.</param>
    /// <param name="rows">Room for a batch of rows.</param>
    /// <param name="cancellation">Heard before every batch.</param>
    public void Of(LaneProjector projector, float* image, float* rows, CancellationToken cancellation)
    {
        Total = 0;
        LaneArithmetic.Fill(image, Vector512<float>.One, projector.ImageFloats);
        for (var first = 0; first < geometry.Angles; first += LaneProjector.Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(LaneProjector.Batch, geometry.Angles - first);
            projector.Forward(image, first, count, rows);
            for (var i = 0; i < count; i++)
            {
                KeepRays(rows + ((long)i * projector.RowFloats) + (projector.FirstSeen * Lanes), first + i, projector.Seen);
            }
        }

        LaneArithmetic.Fill(image, Vector512<float>.Zero, projector.ImageFloats);
        for (var first = 0; first < geometry.Angles; first += LaneProjector.Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(LaneProjector.Batch, geometry.Angles - first);
            for (var i = 0; i < count; i++)
            {
                var row = rows + ((long)i * projector.RowFloats);
                LaneArithmetic.Fill(row, Vector512<float>.Zero, projector.RowFloats);
                LaneArithmetic.Fill(row + (projector.FirstSeen * Lanes), Vector512<float>.One, projector.Seen * Lanes);
            }

            projector.Back(rows, first, count, image);
        }

        for (var i = 0; i < _pixels.Length; i++)
        {
            var sum = image[(long)i * Lanes];
            _pixels[i] = sum > Nothing ? 1 / sum : 0;
        }
    }

    private void KeepRays(float* sums, int angle, int seen)
    {
        var target = _rays.AsSpan(angle * geometry.Columns, geometry.Columns);
        target.Clear();
        for (var x = 0; x < seen; x++)
        {
            var sum = sums[x * Lanes];
            target[x] = sum > Nothing ? 1 / sum : 0;
            Total += sum;
        }
    }
}
