using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The calls of FFTW in single precision that <see cref="FftwPlan"/> makes.</summary>
internal static unsafe partial class FftwRaw
{
    [LibraryImport(Sonames.Fftw, EntryPoint = "fftwf_plan_many_dft")]
    public static partial nint PlanComplex(
        int rank, int* n, int howMany, float* input, int* inputEmbed, int inputStride, int inputDistance,
        float* output, int* outputEmbed, int outputStride, int outputDistance, int sign, uint flags);

    [LibraryImport(Sonames.Fftw, EntryPoint = "fftwf_plan_many_dft_r2c")]
    public static partial nint PlanRealToComplex(
        int rank, int* n, int howMany, float* input, int* inputEmbed, int inputStride, int inputDistance,
        float* output, int* outputEmbed, int outputStride, int outputDistance, uint flags);

    [LibraryImport(Sonames.Fftw, EntryPoint = "fftwf_plan_many_dft_c2r")]
    public static partial nint PlanComplexToReal(
        int rank, int* n, int howMany, float* input, int* inputEmbed, int inputStride, int inputDistance,
        float* output, int* outputEmbed, int outputStride, int outputDistance, uint flags);

    [LibraryImport(Sonames.Fftw, EntryPoint = "fftwf_execute_dft")]
    public static partial void Execute(nint plan, float* input, float* output);

    [LibraryImport(Sonames.Fftw, EntryPoint = "fftwf_execute_dft_r2c")]
    public static partial void ExecuteRealToComplex(nint plan, float* input, float* output);

    [LibraryImport(Sonames.Fftw, EntryPoint = "fftwf_execute_dft_c2r")]
    public static partial void ExecuteComplexToReal(nint plan, float* input, float* output);

    [LibraryImport(Sonames.Fftw, EntryPoint = "fftwf_destroy_plan")]
    public static partial void Destroy(nint plan);
}
