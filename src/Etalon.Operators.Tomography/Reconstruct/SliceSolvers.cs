using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>The solver of every method, and what it costs.</summary>
internal static class SliceSolvers
{
    /// <summary>Slices that a method takes at a time.</summary>
    public static int Together(ReconstructionMethod method) => method == ReconstructionMethod.Fourier ? 2 : 16;

    /// <summary>Bytes that a solver holds.</summary>
    public static long Bytes(Reconstruct.Parameters parameters, SliceGeometry geometry) => parameters.Method switch
    {
        ReconstructionMethod.Fourier => new FourierShape(geometry.Angles, geometry.Columns, geometry.Size).Bytes,
        ReconstructionMethod.Fbp => FbpSolver.ScratchBytes(geometry),
        _ => throw Unknown(parameters.Method),
    };

    /// <summary>Expected nanoseconds per sample of the sinogram, on one core.</summary>
    public static double Nanoseconds(ReconstructionMethod method, SliceGeometry geometry) => method switch
    {
        ReconstructionMethod.Fourier => 20 + (8.0 * geometry.Size / geometry.Angles),
        _ => geometry.Size * geometry.Size / (6.0 * geometry.Columns),
    };

    /// <summary>A solver for one thread.</summary>
    public static ISliceSolver Make(Reconstruct.Parameters parameters, SliceGeometry geometry) => parameters.Method switch
    {
        ReconstructionMethod.Fourier => new FourierSolver(geometry, Filter(parameters)),
        ReconstructionMethod.Fbp => new FbpSolver(geometry, Filter(parameters)),
        _ => throw Unknown(parameters.Method),
    };

    private static FilterOptions Filter(Reconstruct.Parameters parameters) =>
        new(parameters.Filter, parameters.Cutoff, parameters.Order, parameters.Padding == RowPadding.Edge);

    private static RefusalException Unknown(ReconstructionMethod method) =>
        Refusal.Unknown("method", method.ToString(), [nameof(ReconstructionMethod.Fourier), nameof(ReconstructionMethod.Fbp)]);
}
