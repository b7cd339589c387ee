namespace Etalon.Native;

/// <summary>How one element lies in memory once it has been read: packed, numbers in this machine's order.</summary>
/// <param name="Type">Its type in the file.</param>
/// <param name="Size">Bytes in memory; of text and sequences of any length those of the pointer to them.</param>
public sealed record Hdf5Form(Hdf5Type Type, long Size)
{
    /// <summary>The number that the bytes are; null where they are something else, or a half as it stands in the file.</summary>
    public NumberType? Number { get; init; }

    /// <summary>Members of a compound, one behind the other. A complex number is one of two.</summary>
    public IReadOnlyList<Hdf5Form> Members { get; init; } = [];

    /// <summary>What an array or a sequence is made of.</summary>
    public Hdf5Form? Element { get; init; }

    /// <summary>Numbers of a type, read as numbers.</summary>
    public static Hdf5Form Of(Hdf5Type type, NumberType number)
    {
        if (number is not (NumberType.Complex64 or NumberType.Complex128))
        {
            return new Hdf5Form(type, number.Bytes()) { Number = number };
        }

        var part = number == NumberType.Complex64 ? NumberType.Float32 : NumberType.Float64;
        return new Hdf5Form(type, number.Bytes()) { Members = [Of(type.Members[0].Type, part), Of(type.Members[1].Type, part)] };
    }
}
