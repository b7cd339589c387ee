namespace SmoothPack;

/// <summary>A packed block seen from one of its axes: what lies outside it, its length, what lies inside it.</summary>
/// <param name="Outer">Samples of all slower axes.</param>
/// <param name="Length">Samples of the axis.</param>
/// <param name="Inner">Samples of all faster axes.</param>
public readonly record struct Lines(long Outer, long Length, long Inner);
