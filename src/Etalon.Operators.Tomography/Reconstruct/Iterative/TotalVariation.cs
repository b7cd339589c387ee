using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Finds the image nearest to a given one whose variation costs least: min ½|u - z|² + µ Σ|∇u|, with forward differences that are 0
/// at the last row and column. Solved for the dual field q, |q| ≤ 1, with u = z + µ div q, by projected gradients that go on from the
/// field they were left with, as the images of successive steps are much the same.
/// </summary>
internal static unsafe class TotalVariation
{
    private const int Lanes = LaneRows.Lanes;

    /// <summary>Improves the dual field some times, and then the image.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="times">How many times.</param>
    /// <param name="weights">µ of every lane.</param>
    /// <param name="least">What nothing falls below.</param>
    /// <param name="given">z.</param>
    /// <param name="across">The dual field along rows.</param>
    /// <param name="down">The dual field along columns.</param>
    /// <param name="nearest">u.</param>
    public static void Nearest(
        int size, int times, Vector512<float> weights, float least, float* given, float* across, float* down, float* nearest)
    {
        // 8 is the square of the gradient's norm. A lane without weight has no variation to lose.
        var steps = Vector512.ConditionalSelect(
            Vector512.GreaterThan(weights, Vector512<float>.Zero), Vector512.Create(0.125f) / weights, Vector512<float>.Zero);
        for (var i = 0; i < times; i++)
        {
            Primal(size, weights, least, given, across, down, nearest);
            Dual(size, steps, nearest, across, down);
        }

        Primal(size, weights, least, given, across, down, nearest);
    }

    /// <summary>u = z + µ div q, not below the least.</summary>
    private static void Primal(int size, Vector512<float> weights, float least, float* given, float* across, float* down, float* nearest)
    {
        var bound = Vector512.Create(least);
        var rowFloats = size * Lanes;
        for (var row = 0; row < size; row++)
        {
            var start = (long)row * rowFloats;
            for (var i = 0; i < rowFloats; i += Lanes)
            {
                var at = start + i;
                var divergence = Vector512.Load(across + at) + Vector512.Load(down + at);
                divergence -= i == 0 ? Vector512<float>.Zero : Vector512.Load(across + at - Lanes);
                divergence -= row == 0 ? Vector512<float>.Zero : Vector512.Load(down + at - rowFloats);
                Vector512.Max(Vector512.FusedMultiplyAdd(weights, divergence, Vector512.Load(given + at)), bound).Store(nearest + at);
            }
        }
    }

    /// <summary>q + step ∇u, brought back to length 1 where it is longer.</summary>
    private static void Dual(int size, Vector512<float> steps, float* image, float* across, float* down)
    {
        var rowFloats = size * Lanes;
        var one = Vector512<float>.One;
        for (var row = 0; row < size; row++)
        {
            var start = (long)row * rowFloats;
            for (var i = 0; i < rowFloats; i += Lanes)
            {
                var at = start + i;
                var here = Vector512.Load(image + at);
                var right = i + Lanes == rowFloats ? here : Vector512.Load(image + at + Lanes);
                var below = row + 1 == size ? here : Vector512.Load(image + at + rowFloats);
                var x = Vector512.FusedMultiplyAdd(steps, right - here, Vector512.Load(across + at));
                var y = Vector512.FusedMultiplyAdd(steps, below - here, Vector512.Load(down + at));
                var scale = one / Vector512.Max(one, Vector512.Sqrt((x * x) + (y * y)));
                (x * scale).Store(across + at);
                (y * scale).Store(down + at);
            }
        }
    }
}
