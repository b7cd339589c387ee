namespace Etalon.Numerics;

/// <summary>A compile-time number of slices, so that the JIT drops what a kernel does not need.</summary>
internal interface ISlices
{
    /// <summary>How many.</summary>
    static abstract int Count { get; }
}
