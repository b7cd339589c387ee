namespace Etalon.Native;

/// <summary>What a transform turns into what.</summary>
public enum FftwKind
{
    /// <summary>Complex to complex with exp(-2πi…).</summary>
    Forward,

    /// <summary>Complex to complex with exp(+2πi…), not divided by the length.</summary>
    Backward,

    /// <summary>Real samples to the first half of their spectrum: n/2 + 1 complex numbers.</summary>
    RealForward,

    /// <summary>The first half of a spectrum to real samples, not divided by the length; overwrites its input.</summary>
    RealBackward,
}
