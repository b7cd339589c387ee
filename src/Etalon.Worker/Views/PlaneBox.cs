namespace Etalon.Worker;

/// <summary>A box of a plane in the order in which samples lie: the slow axis, then the fast one.</summary>
internal readonly record struct PlaneBox(long SlowStart, long Slow, long FastStart, long Fast);
