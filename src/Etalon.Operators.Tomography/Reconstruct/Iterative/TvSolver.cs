using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Least squares with total variation, by accelerated proximal gradients (FISTA): the x that makes
/// |A x - b|² / (2 · projections) + λ Σ|∇x| least, with λ = regularisation times the sinogram's root mean square.
/// </summary>
/// <remarks>The step is one over the largest eigenvalue of AᵀA, found by power iteration from seeded noise.</remarks>
internal sealed unsafe class TvSolver : IterativeSolver
{
    private const int Images = 6;

    /// <summary>Improvements of the dual field in each step; it goes on from the last step's.</summary>
    private const int Inner = 10;

    /// <summary>Rounds of power iteration. The matrix has no negative weight, so the largest eigenvalue stands far out.</summary>
    private const int Rounds = 12;

    /// <summary>What the power iteration may still be short of the largest eigenvalue.</summary>
    private const double Caution = 1.02;

    private double _largest;

    /// <summary>Ready for any slices of that scan.</summary>
    public TvSolver(SliceGeometry geometry, IterativeOptions options)
        : base(geometry, options, Images)
    {
    }

    /// <summary>Bytes that a solver holds.</summary>
    public static long ScratchBytes(SliceGeometry geometry) => Bytes(geometry, Images);

    /// <inheritdoc />
    protected override void OnTurned(CancellationToken cancellation)
    {
        var vector = Image(0);
        var image = Image(1);
        var random = new Random(Options.Seed);
        for (var i = 0L; i < ImageFloats; i++)
        {
            vector[i] = random.NextSingle();
        }

        var before = stackalloc double[Lanes];
        var after = stackalloc double[Lanes];
        var lengths = stackalloc float[Lanes];
        for (var round = 0; round < Rounds; round++)
        {
            Squares(vector, before);
            Gradient(vector, [], image, cancellation);
            Squares(image, after);
            Clear(vector);

            // Each lane is brought back to about 1.
            for (var lane = 0; lane < Lanes; lane++)
            {
                _largest = Math.Max(lane == 0 ? 0 : _largest, before[lane] > 0 ? Math.Sqrt(after[lane] / before[lane]) : 0);
                lengths[lane] = after[lane] > 0 ? (float)(Geometry.Size / Math.Sqrt(after[lane])) : 0;
            }

            LaneArithmetic.Add(vector, Vector512.Load(lengths), image, ImageFloats);
        }

        _largest *= Caution;
    }

    /// <inheritdoc />
    protected override float* Approach(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation)
    {
        var x = Image(0);
        var ahead = Image(1);
        var given = Image(2);
        var nearest = Image(3);
        for (var i = 0; i < Images; i++)
        {
            Clear(Image(i));
        }

        var step = _largest > 0 ? 1 / _largest : 0;
        var weights = Weights(slices, Options.Regularisation * Geometry.Angles * step);
        var least = Options.NonNegative ? 0 : float.NegativeInfinity;
        var momentum = 1.0;
        for (var i = Options.StepsOf(ReconstructionMethod.Tv); i > 0; i--)
        {
            Gradient(ahead, slices, given, cancellation);
            LaneArithmetic.Renew(given, Vector512.Create((float)-step), ahead, ImageFloats);
            TotalVariation.Nearest(Geometry.Size, Inner, weights, least, given, Image(4), Image(5), nearest);
            var next = (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            Go((float)((momentum - 1) / next), nearest, x, ahead);
            momentum = next;
        }

        return x;
    }

    /// <summary>x becomes the nearest image; the next step begins beyond it.</summary>
    private void Go(float beyond, float* nearest, float* x, float* ahead)
    {
        var factor = Vector512.Create(beyond);
        for (var i = 0L; i < ImageFloats; i += Lanes)
        {
            var now = Vector512.Load(nearest + i);
            Vector512.FusedMultiplyAdd(factor, now - Vector512.Load(x + i), now).Store(ahead + i);
            now.Store(x + i);
        }
    }

    /// <summary>Aᵀ(A image - b); without slices b is 0.</summary>
    private void Gradient(float* image, ReadOnlySpan<SliceTask> slices, float* gradient, CancellationToken cancellation)
    {
        Clear(gradient);
        for (var first = 0; first < Geometry.Angles; first += LaneProjector.Batch)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(LaneProjector.Batch, Geometry.Angles - first);
            Projector.Forward(image, first, count, Rows);
            for (var slot = 0; slot < count; slot++)
            {
                var row = SeenOf(slot);
                if (!slices.IsEmpty)
                {
                    LaneArithmetic.Add(row, -Vector512<float>.One, Measured(slices, first + slot), (long)Projector.Seen * Lanes);
                }
            }

            Projector.Back(Rows, first, count, gradient);
        }
    }

    private void Squares(float* image, double* sums)
    {
        new Span<double>(sums, Lanes).Clear();
        LaneArithmetic.AddSquares(image, ImageFloats, sums);
    }

    /// <summary>A factor times the root mean square of every sinogram.</summary>
    private Vector512<float> Weights(ReadOnlySpan<SliceTask> slices, double factor)
    {
        var sums = stackalloc double[Lanes];
        new Span<double>(sums, Lanes).Clear();
        for (var angle = 0; angle < Geometry.Angles; angle++)
        {
            LaneArithmetic.AddSquares(Measured(slices, angle), (long)Projector.Seen * Lanes, sums);
        }

        var weights = stackalloc float[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            weights[lane] = (float)(factor * Math.Sqrt(sums[lane] / Math.Max(1, (double)Geometry.Angles * Projector.Seen)));
        }

        return Vector512.Load(weights);
    }
}
