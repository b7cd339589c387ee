namespace Etalon.Native;

/// <summary>A type as it stands in the file.</summary>
/// <param name="Class">Its family.</param>
/// <param name="Size">Bytes of one element in the file.</param>
public sealed record Hdf5Type(Hdf5TypeClass Class, long Size)
{
    /// <summary>Whether integers can be negative.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Order of bytes in the file.</summary>
    public Hdf5ByteOrder Order { get; init; } = Hdf5ByteOrder.None;

    /// <summary>
    /// The type in memory that holds every value exactly; null where this is no number. Booleans and enumerations give
    /// their integers; a compound of two equal floats, real then imaginary, gives a complex type.
    /// </summary>
    public NumberType? Number { get; init; }

    /// <summary>
    /// Whether the bytes in the file are those of <see cref="Number"/> but for the byte order, so that they can be used
    /// without the library.
    /// </summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether text lies in the file's heap, each piece as long as it needs.</summary>
    public bool IsVariableText { get; init; }

    /// <summary>Whether text is marked as UTF-8 (else ASCII; many writers put UTF-8 there as well).</summary>
    public bool IsUtf8 { get; init; }

    /// <summary>How text of fixed length ends.</summary>
    public Hdf5StringPadding Padding { get; init; }

    /// <summary>Members of a compound.</summary>
    public IReadOnlyList<Hdf5Member> Members { get; init; } = [];

    /// <summary>Names and values of an enumeration, by value.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Names { get; init; } = [];

    /// <summary>What an array, a sequence or an enumeration is made of.</summary>
    public Hdf5Type? Element { get; init; }

    /// <summary>The shape of an array type.</summary>
    public IReadOnlyList<long> ArrayShape { get; init; } = [];

    /// <summary>Whether this is a reference to an object.</summary>
    public bool IsObjectReference { get; init; }

    /// <summary>Whether this is a reference to a part of a dataset.</summary>
    public bool IsRegionReference { get; init; }

    /// <summary>Whether this is IEEE 754 binary16, in either byte order.</summary>
    public bool IsHalf { get; init; }

    /// <summary>What opaque bytes are called; else empty.</summary>
    public string Tag { get; init; } = "";

    /// <summary>Whether this is the usual spelling of a boolean: an enumeration FALSE = 0, TRUE = 1.</summary>
    public bool IsBoolean =>
        Class == Hdf5TypeClass.Enumeration && Names.Count == 2
        && Names.Contains(new("FALSE", 0)) && Names.Contains(new("TRUE", 1));

    /// <summary>Whether some part lies in the file's heap and must be given back after reading.</summary>
    internal bool UsesHeap =>
        IsVariableText || Class == Hdf5TypeClass.VariableLength || Element is { UsesHeap: true }
        || Members.Any(member => member.Type.UsesHeap);
}
