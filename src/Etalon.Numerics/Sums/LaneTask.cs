using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Sixteen columns of a block, what to expect of them, and what came out.</summary>
internal unsafe struct LaneTask
{
    /// <summary>Results: at most three slices each of the samples, of their squares and of the squares' low parts.</summary>
    public const int Slots = 9;

    /// <summary>First sample of the first row.</summary>
    public void* Source;

    /// <summary>Samples from one row to the next.</summary>
    public long Stride;

    /// <summary>Rows.</summary>
    public long Rows;

    /// <summary>A last row of which only some lanes count, or null.</summary>
    public void* Tail;

    /// <summary>The lanes of the tail that count (all bits set), in two halves.</summary>
    public Vector512<double> TailLow, TailHigh;

    /// <summary>At most 2^Bits numbers are added before their sum is used.</summary>
    public int Bits;

    /// <summary>Samples are expected below 2^Top.</summary>
    public int Top;

    /// <summary>The integer that is missing, as a double; NaN for none.</summary>
    public double Missing;

    /// <summary>Largest magnitude, as bits.</summary>
    public Vector512<ulong> Largest;

    /// <summary>Smallest magnitude above zero, as bits, less one (so that zero is the largest of all).</summary>
    public Vector512<ulong> Smallest;

    /// <summary>Missing samples per lane, negative.</summary>
    public Vector512<long> MissingLow, MissingHigh;

    /// <summary>Sums: sixteen doubles per slot.</summary>
    public fixed double Sums[Slots * 16];
}
