using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes;

/// <summary>One operand of a step: a strip of samples, or one vector that stands for all of them.</summary>
/// <param name="Pointer">The first vector.</param>
/// <param name="Step">Samples to the next vector; 0 for a constant.</param>
internal readonly unsafe record struct Strip<T>(nint Pointer, nint Step)
    where T : unmanaged
{
    /// <summary>Samples that are always computed together; strips are padded to whole multiples.</summary>
    /// <remarks>So no function ever sees a remainder, for which libraries take other paths with other last bits.</remarks>
    public const int Grain = 64;

    /// <summary>Bytes of a full strip: a handful of them fit into the first cache.</summary>
    public const int Bytes = 8192;

    /// <summary>Samples of a full strip.</summary>
    public static int Samples => Bytes / sizeof(T);

    /// <summary>The samples.</summary>
    public T* Data => (T*)Pointer;

    /// <summary>A strip of samples.</summary>
    public static Strip<T> At(T* pointer) => new((nint)pointer, Vector512<T>.Count);

    /// <summary>One vector for all.</summary>
    public static Strip<T> Constant(T* pointer) => new((nint)pointer, 0);

    /// <summary>The samples as a span; not for constants.</summary>
    public ReadOnlySpan<T> Span(int length) => new(Data, length);
}
