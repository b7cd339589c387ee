namespace Etalon.Native;

/// <summary>Types in memory and new types in a file. Called inside the lock; the caller disposes what it gets.</summary>
internal static unsafe class Hdf5MemoryType
{
    private const int Compound = 6;
    private const nint Variable = -1;

    /// <summary>Numbers as this machine holds them; a complex type takes the member names of the file's.</summary>
    public static Hdf5Id Of(NumberType type, Hdf5Type? inFile = null)
    {
        if (type is not (NumberType.Complex64 or NumberType.Complex128))
        {
            return new Hdf5Id(H5T.Copy(Hdf5Constants.Native(type)), "H5Tcopy");
        }

        var part = Hdf5Constants.Native(type == NumberType.Complex64 ? NumberType.Float32 : NumberType.Float64);
        var size = type.Bytes();
        var names = inFile is { Members: [var real, var imaginary] } ? (real.Name, imaginary.Name) : ("r", "i");
        var compound = new Hdf5Id(H5T.Create(Compound, size), "H5Tcreate");
        Hdf5Error.Check(H5T.Insert(compound.Value, names.Item1, 0, part), "H5Tinsert");
        Hdf5Error.Check(H5T.Insert(compound.Value, names.Item2, size / 2, part), "H5Tinsert");
        return compound;
    }

    /// <summary>An enumeration FALSE, TRUE over 8 bits, as h5py writes booleans.</summary>
    public static Hdf5Id Boolean()
    {
        var type = new Hdf5Id(H5T.CreateEnum(Hdf5Constants.Native(NumberType.Int8)), "H5Tenum_create");
        sbyte no = 0;
        sbyte yes = 1;
        Hdf5Error.Check(H5T.InsertEnum(type.Value, "FALSE", &no), "H5Tenum_insert");
        Hdf5Error.Check(H5T.InsertEnum(type.Value, "TRUE", &yes), "H5Tenum_insert");
        return type;
    }

    /// <summary>Text of any length.</summary>
    public static Hdf5Id VariableText(bool utf8 = true) => Text(Variable, utf8, Hdf5StringPadding.NullTerminated);

    /// <summary>Text of a fixed number of bytes.</summary>
    public static Hdf5Id FixedText(int bytes) => Text(bytes, utf8: true, Hdf5StringPadding.NullPadded);

    private static Hdf5Id Text(nint size, bool utf8, Hdf5StringPadding padding)
    {
        var type = new Hdf5Id(H5T.Copy(Hdf5Constants.CString), "H5Tcopy");
        Hdf5Error.Check(H5T.SetSize(type.Value, size), "H5Tset_size");
        Hdf5Error.Check(H5T.SetCharacterSet(type.Value, utf8 ? 1 : 0), "H5Tset_cset");
        Hdf5Error.Check(H5T.SetPadding(type.Value, (int)padding), "H5Tset_strpad");
        return type;
    }
}
