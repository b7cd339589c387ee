namespace Etalon.Operators.Tomography;

/// <summary>How slices are approached step by step.</summary>
/// <param name="Iterations">How many steps; 0 for what suits the method, where <c>cgls</c> stops at the noise.</param>
/// <param name="Relaxation">What a step of <c>sirt</c> is multiplied with: above 0, below 2.</param>
/// <param name="NonNegative">Whether <c>sirt</c> and <c>tv</c> keep attenuation from falling below 0; <c>mlem</c> always does, <c>cgls</c> cannot.</param>
/// <param name="Regularisation">
/// How much <c>tv</c> minds variation: λ over the sinogram's root mean square, so that it means the same for dense and thin samples.
/// </param>
/// <param name="Seed">Where the power iteration of <c>tv</c> begins.</param>
internal sealed record IterativeOptions(
    int Iterations = 0, double Relaxation = 1, bool NonNegative = false, double Regularisation = 0.003, int Seed = 1)
{
    /// <summary>How many steps a method takes.</summary>
    public int StepsOf(ReconstructionMethod method) => (Iterations, method) switch
    {
        ( > 0, _) => Iterations,
        (_, ReconstructionMethod.Cgls) => 30,
        (_, ReconstructionMethod.Mlem) => 50,
        _ => 200,
    };
}
