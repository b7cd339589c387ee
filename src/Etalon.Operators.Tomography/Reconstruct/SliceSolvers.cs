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
        ReconstructionMethod.Sirt => SirtSolver.ScratchBytes(geometry),
        ReconstructionMethod.Cgls => CglsSolver.ScratchBytes(geometry),
        ReconstructionMethod.Mlem => MlemSolver.ScratchBytes(geometry),
        _ => TvSolver.ScratchBytes(geometry),
    };

    /// <summary>Expected nanoseconds per sample of the sinogram, on one core.</summary>
    public static double Nanoseconds(Reconstruct.Parameters parameters, SliceGeometry geometry)
    {
        var backprojection = geometry.Size * geometry.Size / (12.0 * geometry.Columns);
        return parameters.Method switch
        {
            ReconstructionMethod.Fourier => 20 + (8.0 * geometry.Size / geometry.Angles),
            ReconstructionMethod.Fbp => backprojection,
            var method => 4 * backprojection * Steps(parameters).StepsOf(method),
        };
    }

    /// <summary>A solver for one thread.</summary>
    public static ISliceSolver Make(Reconstruct.Parameters parameters, SliceGeometry geometry) => parameters.Method switch
    {
        ReconstructionMethod.Fourier => new FourierSolver(geometry, Filter(parameters)),
        ReconstructionMethod.Fbp => new FbpSolver(geometry, Filter(parameters)),
        ReconstructionMethod.Sirt => new SirtSolver(geometry, Steps(parameters)),
        ReconstructionMethod.Cgls => new CglsSolver(geometry, Steps(parameters)),
        ReconstructionMethod.Mlem => new MlemSolver(geometry, Steps(parameters)),
        _ => new TvSolver(geometry, Steps(parameters)),
    };

    private static FilterOptions Filter(Reconstruct.Parameters parameters) =>
        new(parameters.Filter, parameters.Cutoff, parameters.Order, parameters.Padding == RowPadding.Edge);

    private static IterativeOptions Steps(Reconstruct.Parameters parameters) => new(
        parameters.Iterations, parameters.Relaxation, parameters.NonNegative, parameters.Regularisation);
}
