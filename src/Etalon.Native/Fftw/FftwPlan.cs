namespace Etalon.Native;

/// <summary>
/// How FFTW transforms one line of neighbouring numbers in single precision. Made without timing anything, so that the same length
/// is always transformed in the same steps and gives the same bits in every process. May be executed by any number of threads.
/// </summary>
public sealed unsafe class FftwPlan : IDisposable
{
    /// <summary>What buffers must be aligned to, in bytes.</summary>
    public const int Alignment = 64;

    private const int ForwardSign = -1;
    private const int BackwardSign = 1;
    private const uint Estimate = 1 << 6;

    /// <summary>FFTW's planner keeps global tables; executing does not touch them.</summary>
    private static readonly Lock Planner = new();

    private readonly FftwKind _kind;
    private nint _plan;

    /// <summary>Plans a transform.</summary>
    /// <param name="length">Numbers in a line; of the real side for transforms of real samples.</param>
    /// <param name="kind">What is turned into what.</param>
    /// <param name="inPlace">Whether the output replaces the input.</param>
    public FftwPlan(int length, FftwKind kind, bool inPlace)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        IsInPlace = inPlace;
        _kind = kind;

        // Planning by estimate touches no sample; the addresses only say how the lines are aligned and whether they are the same.
        var input = (float*)(nint)Alignment;
        var output = inPlace ? input : (float*)(nint)(1 << 30);
        var n = length;
        lock (Planner)
        {
            _plan = kind switch
            {
                FftwKind.RealForward => FftwRaw.PlanRealToComplex(1, &n, 1, input, null, 1, 0, output, null, 1, 0, Estimate),
                FftwKind.RealBackward => FftwRaw.PlanComplexToReal(1, &n, 1, input, null, 1, 0, output, null, 1, 0, Estimate),
                _ => FftwRaw.PlanComplex(
                    1, &n, 1, input, null, 1, 0, output, null, 1, 0, kind == FftwKind.Forward ? ForwardSign : BackwardSign, Estimate),
            };
        }

        if (_plan == 0)
        {
            throw new NativeException("FFTW", "fftwf_plan_many_dft", 0, $"{kind} of length {length}");
        }
    }

    /// <summary>Numbers in a line.</summary>
    public int Length { get; }

    /// <summary>Whether the output replaces the input.</summary>
    public bool IsInPlace { get; }

    /// <summary>Transforms one line; both addresses are multiples of <see cref="Alignment"/>, and equal for transforms in place.</summary>
    public void Execute(float* input, float* output)
    {
        ObjectDisposedException.ThrowIf(_plan == 0, this);
        if ((((nint)input | (nint)output) & (Alignment - 1)) != 0 || (input == output) != IsInPlace)
        {
            throw new ArgumentException("The lines are not aligned as planned, or not where they were planned.", nameof(output));
        }

        switch (_kind)
        {
            case FftwKind.RealForward:
                FftwRaw.ExecuteRealToComplex(_plan, input, output);
                break;
            case FftwKind.RealBackward:
                FftwRaw.ExecuteComplexToReal(_plan, input, output);
                break;
            default:
                FftwRaw.Execute(_plan, input, output);
                break;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (Planner)
        {
            if (_plan != 0)
            {
                FftwRaw.Destroy(_plan);
                _plan = 0;
            }
        }
    }
}
