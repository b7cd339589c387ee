namespace Etalon.Native;

/// <summary>A variable of an open netCDF file; lives as long as the file.</summary>
public sealed unsafe class NetCdfVariable
{
    private const int MaximumRank = 1024;
    private const int UserTypes = 32;
    private const int Chunked = 0;

    private readonly int _id;

    internal NetCdfVariable(NetCdfGroup group, int id)
    {
        Group = group;
        _id = id;
        NetCdfError.Check(Nc.GetRank(group.Id(), id, out var rank), "nc_inq_varndims", group.Subject);
        var dimensions = new int[rank];
        var name = stackalloc byte[NetCdfError.NameBytes];
        fixed (int* first = dimensions)
        {
            NetCdfError.Check(
                Nc.GetVariable(group.Id(), id, name, out var type, out _, first, out _), "nc_inq_var", group.Subject);
            Name = NetCdfError.Name(name);
            Type = TypeOf(type);
        }

        Dimensions = Array.ConvertAll(dimensions, group.Dimension);
    }

    /// <summary>The group that holds it.</summary>
    public NetCdfGroup Group { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its type; for a user-defined one, the class of that.</summary>
    public NetCdfType Type { get; }

    /// <summary>Its dimensions as they were when it was looked up, slowest first.</summary>
    public IReadOnlyList<NetCdfDimension> Dimensions { get; }

    /// <summary>Lengths of its dimensions.</summary>
    public IReadOnlyList<long> Shape => [.. Dimensions.Select(dimension => dimension.Length)];

    /// <summary>Its attributes.</summary>
    public NetCdfAttributes Attributes => new(Group, _id, Subject);

    /// <summary>Shape of a chunk; empty where it is not chunked.</summary>
    public IReadOnlyList<long> ChunkShape
    {
        get
        {
            using var gate = Hdf5Lock.Enter();
            var shape = stackalloc nint[MaximumRank];
            NetCdfError.Check(Nc.GetChunking(Group.Id(), _id, out var storage, shape), "nc_inq_var_chunking", Subject);
            return storage == Chunked && Dimensions.Count > 0
                ? [.. new ReadOnlySpan<nint>(shape, Dimensions.Count).ToArray().Select(length => (long)length)]
                : [];
        }
    }

    /// <summary>Deflate level, 0 for none.</summary>
    public int DeflateLevel
    {
        get
        {
            using var gate = Hdf5Lock.Enter();
            NetCdfError.Check(
                Nc.GetDeflate(Group.Id(), _id, out _, out var deflate, out var level), "nc_inq_var_deflate", Subject);
            return deflate == 0 ? 0 : level;
        }
    }

    /// <summary>
    /// What unwritten samples hold, in the bytes of the type's numbers: the attribute's value, else the library's own;
    /// null where they hold anything (no filling), or the type is no number.
    /// </summary>
    public byte[]? Fill
    {
        get
        {
            if (Type.Number() is not { } number)
            {
                return null;
            }

            using var gate = Hdf5Lock.Enter();
            var value = new byte[number.Bytes()];
            fixed (byte* first = value)
            {
                NetCdfError.Check(Nc.GetFillValue(Group.Id(), _id, out var without, first), "nc_inq_var_fill", Subject);
                return without == 0 ? value : null;
            }
        }
    }

    private string Subject => $"{Group.Subject}:{Name}";

    /// <summary>Stores it in chunks (netCDF-4, before <see cref="NetCdfFile.EndDefine"/>).</summary>
    public void SetChunking(ReadOnlySpan<long> shape)
    {
        RequireRank(shape.Length);
        var lengths = stackalloc nint[MaximumRank];
        Copy(shape, lengths);
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.SetChunking(Group.Id(), _id, Chunked, lengths), "nc_def_var_chunking", Subject);
    }

    /// <summary>Stores it in one stretch (netCDF-4, no dimension without limit).</summary>
    public void SetContiguous()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.SetChunking(Group.Id(), _id, 1, null), "nc_def_var_chunking", Subject);
    }

    /// <summary>Compresses it (netCDF-4).</summary>
    public void SetDeflate(int level, bool shuffle)
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(
            Nc.SetDeflate(Group.Id(), _id, shuffle ? 1 : 0, level > 0 ? 1 : 0, level), "nc_def_var_deflate", Subject);
    }

    /// <summary>Sets the fill value, in the bytes of the variable's type.</summary>
    public void SetFill(ReadOnlySpan<byte> value)
    {
        if (Type.Number() is not { } number || value.Length != number.Bytes())
        {
            throw NetCdfError.Refused("nc_def_var_fill", Subject, $"a fill value of {value.Length} bytes for {Type}");
        }

        using var gate = Hdf5Lock.Enter();
        fixed (byte* first = value)
        {
            NetCdfError.Check(Nc.SetFillValue(Group.Id(), _id, 0, first), "nc_def_var_fill", Subject);
        }
    }

    /// <summary>Leaves it unfilled, because all of it will be written.</summary>
    public void SkipFilling()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.SetFillValue(Group.Id(), _id, 1, null), "nc_def_var_fill", Subject);
    }

    /// <summary>Reads a box, converted to <paramref name="type"/>.</summary>
    /// <exception cref="NativeException">The box leaves the variable, or a value leaves the type.</exception>
    public void Read(ReadOnlySpan<long> start, ReadOnlySpan<long> count, NumberType type, void* destination, long bytes)
    {
        using var gate = Hdf5Lock.Enter();
        Boxes.Require("netCDF", Subject, CurrentShape(), start, count, [], type.Bytes(), bytes);
        var first = stackalloc nint[MaximumRank];
        var lengths = stackalloc nint[MaximumRank];
        Copy(start, first);
        Copy(count, lengths);
        NetCdfError.Check(NetCdfSamples.Get(type)(Group.Id(), _id, first, lengths, destination), "nc_get_vara", Subject);
    }

    /// <summary>Writes a box held as <paramref name="type"/>; along a dimension without limit it may go beyond the end.</summary>
    public void Write(ReadOnlySpan<long> start, ReadOnlySpan<long> count, NumberType type, void* source, long bytes)
    {
        using var gate = Hdf5Lock.Enter();
        var shape = CurrentShape();
        for (var i = 0; i < shape.Length && i < start.Length && i < count.Length; i++)
        {
            shape[i] = Dimensions[i].IsUnlimited ? Math.Max(shape[i], start[i] + count[i]) : shape[i];
        }

        Boxes.Require("netCDF", Subject, shape, start, count, [], type.Bytes(), bytes);
        var first = stackalloc nint[MaximumRank];
        var lengths = stackalloc nint[MaximumRank];
        Copy(start, first);
        Copy(count, lengths);
        NetCdfError.Check(NetCdfSamples.Put(type)(Group.Id(), _id, first, lengths, source), "nc_put_vara", Subject);
    }

    /// <summary>All its texts: strings, or rows of characters along the last dimension.</summary>
    public string[] ReadTexts()
    {
        using var gate = Hdf5Lock.Enter();
        var shape = CurrentShape();
        return Type switch
        {
            NetCdfType.Text => NetCdfTexts.ReadStrings(Group.Id(), _id, shape, Subject),
            NetCdfType.Character => NetCdfTexts.ReadCharacters(Group.Id(), _id, shape, Subject),
            _ => throw NetCdfError.Refused("nc_get_vara_string", Subject, $"{Type} is no text"),
        };
    }

    /// <summary>Writes all texts of a variable of type <see cref="NetCdfType.Text"/>.</summary>
    public void WriteTexts(IReadOnlyList<string> texts)
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfTexts.WriteStrings(Group.Id(), _id, CurrentShape(), texts, Subject);
    }

    /// <summary>Writes all rows of a variable of type <see cref="NetCdfType.Character"/>, cut or padded with zeros.</summary>
    public void WriteCharacters(IReadOnlyList<string> texts)
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfTexts.WriteCharacters(Group.Id(), _id, CurrentShape(), texts, Subject);
    }

    private static void Copy(ReadOnlySpan<long> values, nint* destination)
    {
        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = (nint)values[i];
        }
    }

    private long[] CurrentShape() => [.. Dimensions.Select(dimension => Group.Dimension(dimension.Id).Length)];

    private void RequireRank(int rank)
    {
        if (rank != Dimensions.Count)
        {
            throw NetCdfError.Refused("nc_def_var_chunking", Subject, $"{rank} lengths for {Dimensions.Count} dimensions");
        }
    }

    private NetCdfType TypeOf(int type)
    {
        if (type < UserTypes)
        {
            return (NetCdfType)type;
        }

        NetCdfError.Check(
            Nc.GetUserType(Group.Id(), type, null, out _, out _, out _, out var kind), "nc_inq_user_type", Group.Subject);
        return (NetCdfType)kind;
    }
}
