using Etalon.Native;

namespace Etalon.Numerics;

/// <summary>Transforms lines of real samples to the first half of their spectrum and back.</summary>
/// <param name="length">Samples in a line; the spectrum has length/2 + 1 complex numbers.</param>
public sealed unsafe class RealLines(int length) : IDisposable
{
    private readonly FftwPlan _forward = new(length, FftwKind.RealForward, inPlace: false);
    private readonly FftwPlan _backward = new(length, FftwKind.RealBackward, inPlace: false);

    /// <summary>Samples in a line.</summary>
    public int Length => length;

    /// <summary>Complex numbers of a spectrum.</summary>
    public int SpectrumLength => (length / 2) + 1;

    /// <summary>Samples to spectrum; both begin at multiples of 64 bytes.</summary>
    public void Forward(float* samples, float* spectrum) => _forward.Execute(samples, spectrum);

    /// <summary>Spectrum to samples times <see cref="Length"/>; what was in the spectrum is lost.</summary>
    public void Backward(float* spectrum, float* samples) => _backward.Execute(spectrum, samples);

    /// <inheritdoc />
    public void Dispose()
    {
        _forward.Dispose();
        _backward.Dispose();
    }
}
