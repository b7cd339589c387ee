using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Maximum likelihood by expectation maximisation: x *= Aᵀ(b / A x) / Aᵀ1. Begins with the mean everywhere; nothing falls below 0,
/// and measured values below 0 count as 0.
/// </summary>
/// <remarks>
/// Rays that hardly meet anything count most, so after some hundred steps fringes grow along edges next to empty space, even without
/// noise, while the inside goes on becoming better.
/// </remarks>
internal sealed unsafe class MlemSolver : IterativeSolver
{
    private const int Images = 2;

    private readonly StripSums _sums;

    /// <summary>Ready for any slices of that scan.</summary>
    public MlemSolver(SliceGeometry geometry, IterativeOptions options)
        : base(geometry, options, Images) => _sums = new StripSums(geometry);

    /// <summary>Bytes that a solver holds.</summary>
    public static long ScratchBytes(SliceGeometry geometry) => Bytes(geometry, Images) + StripSums.Bytes(geometry);

    /// <inheritdoc />
    protected override void OnTurned(CancellationToken cancellation) => _sums.Of(Projector, Image(1), Rows, cancellation);

    /// <inheritdoc />
    protected override float* Approach(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation)
    {
        var x = Image(0);
        var factor = Image(1);
        var means = Means(slices);
        LaneArithmetic.Fill(x, means, ImageFloats);

        // A ray of a millionth of the mean is no ray any more; without this, 0/0 would spread.
        var least = Vector512.Max(means * 1e-6f, Vector512.Create(1e-30f));
        for (var i = Options.StepsOf(ReconstructionMethod.Mlem); i > 0; i--)
        {
            Clear(factor);
            for (var first = 0; first < Geometry.Angles; first += LaneProjector.Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(LaneProjector.Batch, Geometry.Angles - first);
                Projector.Forward(x, first, count, Rows);
                for (var slot = 0; slot < count; slot++)
                {
                    Ratio(SeenOf(slot), Measured(slices, first + slot), least);
                }

                Projector.Back(Rows, first, count, factor);
            }

            Multiply(x, factor);
        }

        return x;
    }

    /// <summary>The attenuation that, everywhere, would give as much in all.</summary>
    private Vector512<float> Means(ReadOnlySpan<SliceTask> slices)
    {
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (var angle = 0; angle < Geometry.Angles; angle++)
        {
            var measured = Measured(slices, angle);
            for (var i = 0; i < Projector.Seen; i++)
            {
                var (a, b) = Vector512.Widen(Vector512.Max(Vector512.Load(measured + (i * Lanes)), Vector512<float>.Zero));
                low += a;
                high += b;
            }
        }

        var share = Vector512.Create(_sums.Total > 0 ? 1 / _sums.Total : 0);
        return Vector512.Narrow(low * share, high * share);
    }

    private void Ratio(float* row, float* measured, Vector512<float> least)
    {
        for (var i = 0; i < Projector.Seen * Lanes; i += Lanes)
        {
            var above = Vector512.Max(Vector512.Load(measured + i), Vector512<float>.Zero);
            (above / Vector512.Max(Vector512.Load(row + i), least)).Store(row + i);
        }
    }

    private void Multiply(float* x, float* factor)
    {
        var perPixel = _sums.PerPixel;
        for (var i = 0; i < perPixel.Length; i++)
        {
            var at = (long)i * Lanes;
            (Vector512.Load(x + at) * Vector512.Load(factor + at) * perPixel[i]).Store(x + at);
        }
    }
}
