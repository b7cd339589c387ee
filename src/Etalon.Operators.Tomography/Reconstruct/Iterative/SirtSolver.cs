using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Simultaneous iterative reconstruction: x += relaxation * C Aᵀ R (b - A x), with one over the sums of A's rows in R and of its columns in C.
/// </summary>
internal sealed unsafe class SirtSolver : IterativeSolver
{
    private const int Images = 2;

    private readonly StripSums _sums;

    /// <summary>Ready for any slices of that scan.</summary>
    public SirtSolver(SliceGeometry geometry, IterativeOptions options)
        : base(geometry, options, Images) => _sums = new StripSums(geometry);

    /// <summary>Bytes that a solver holds.</summary>
    public static long ScratchBytes(SliceGeometry geometry) => Bytes(geometry, Images) + StripSums.Bytes(geometry);

    /// <inheritdoc />
    protected override void OnTurned(CancellationToken cancellation) => _sums.Of(Projector, Image(1), Rows, cancellation);

    /// <inheritdoc />
    protected override float* Approach(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation)
    {
        var x = Image(0);
        var step = Image(1);
        Clear(x);
        for (var i = Options.StepsOf(ReconstructionMethod.Sirt); i > 0; i--)
        {
            Clear(step);
            for (var first = 0; first < Geometry.Angles; first += LaneProjector.Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(LaneProjector.Batch, Geometry.Angles - first);
                Projector.Forward(x, first, count, Rows);
                for (var slot = 0; slot < count; slot++)
                {
                    Residual(SeenOf(slot), Measured(slices, first + slot), _sums.PerRay(first + slot)[..Projector.Seen]);
                }

                Projector.Back(Rows, first, count, step);
            }

            Step(x, step);
        }

        return x;
    }

    private static void Residual(float* row, float* measured, ReadOnlySpan<float> perRay)
    {
        for (var i = 0; i < perRay.Length; i++)
        {
            ((Vector512.Load(measured + (i * Lanes)) - Vector512.Load(row + (i * Lanes))) * Vector512.Create(perRay[i])).Store(row + (i * Lanes));
        }
    }

    private void Step(float* x, float* step)
    {
        var relaxation = (float)Options.Relaxation;
        var least = Vector512.Create(Options.NonNegative ? 0 : float.NegativeInfinity);
        var perPixel = _sums.PerPixel;
        for (var i = 0; i < perPixel.Length; i++)
        {
            var pixel = x + ((long)i * Lanes);
            var by = step + ((long)i * Lanes);
            Vector512.Max(Vector512.FusedMultiplyAdd(Vector512.Create(relaxation * perPixel[i]), Vector512.Load(by), Vector512.Load(pixel)), least).Store(pixel);
        }
    }
}
