using System.Runtime.InteropServices;
using System.Text;

namespace Etalon.Native;

/// <summary>The attributes of a group or a variable.</summary>
public sealed unsafe class NetCdfAttributes
{
    internal const int Global = -1;

    // Attributes are metadata; a hostile file may state more than memory holds.
    private const long MaximumBytes = 256L << 20;
    private const int NotFound = -43;

    private readonly NetCdfGroup _group;
    private readonly int _variable;
    private readonly string _subject;

    internal NetCdfAttributes(NetCdfGroup group, int variable, string subject) =>
        (_group, _variable, _subject) = (group, variable, subject);

    /// <summary>Their names, in the order of the file.</summary>
    public IReadOnlyList<string> Names()
    {
        using var gate = Hdf5Lock.Enter();
        int count;
        NetCdfError.Check(
            _variable == Global
                ? NcAttributes.CountOfGroup(_group.Id(), out count)
                : NcAttributes.CountOfVariable(_group.Id(), _variable, out count),
            "nc_inq_natts",
            _subject);
        var name = stackalloc byte[NetCdfError.NameBytes];
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            NetCdfError.Check(NcAttributes.GetName(_group.Id(), _variable, i, name), "nc_inq_attname", _subject);
            names[i] = NetCdfError.Name(name);
        }

        return names;
    }

    /// <summary>The value of one attribute, or null where there is none.</summary>
    public NetCdfValue? Find(string name)
    {
        using var gate = Hdf5Lock.Enter();
        var code = NcAttributes.Get(_group.Id(), _variable, name, out var type, out var length);
        if (code == NotFound)
        {
            return null;
        }

        NetCdfError.Check(code, "nc_inq_att", Subject(name));
        return Read(name, (NetCdfType)type, length);
    }

    /// <summary>Writes text as characters, which every reader knows; replaces an attribute of that name.</summary>
    public void Write(string name, string value)
    {
        using var gate = Hdf5Lock.Enter();
        var bytes = Encoding.UTF8.GetBytes(value);
        fixed (byte* first = bytes)
        {
            NetCdfError.Check(
                NcAttributes.WriteText(_group.Id(), _variable, name, bytes.Length, first), "nc_put_att_text", Subject(name));
        }
    }

    /// <summary>Writes texts as strings (netCDF-4 only).</summary>
    public void Write(string name, IReadOnlyList<string> values)
    {
        using var gate = Hdf5Lock.Enter();
        using var copies = new Utf8Texts(values);
        fixed (nint* first = copies.Pointers)
        {
            NetCdfError.Check(
                NcAttributes.WriteStrings(_group.Id(), _variable, name, values.Count, first),
                "nc_put_att_string",
                Subject(name));
        }
    }

    /// <summary>Writes a single number.</summary>
    public void Write<T>(string name, T value)
        where T : unmanaged => Write(name, new ReadOnlySpan<T>(in value));

    /// <summary>Writes numbers.</summary>
    public void Write<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        using var gate = Hdf5Lock.Enter();
        var type = NumberTypes.Of<T>().ToNetCdf();
        fixed (T* first = values)
        {
            NetCdfError.Check(
                NcAttributes.Write(_group.Id(), _variable, name, (int)type, values.Length, first),
                "nc_put_att",
                Subject(name));
        }
    }

    private NetCdfValue Read(string name, NetCdfType type, nint length)
    {
        if (length > MaximumBytes / 8)
        {
            throw NetCdfError.Refused("nc_inq_att", Subject(name), $"{length} values are too many for an attribute");
        }

        return type switch
        {
            NetCdfType.Character => new NetCdfValue(type, (string[])[Characters(name, length)]),
            NetCdfType.Text => new NetCdfValue(type, Strings(name, length)),
            _ when type.Number() is { } number => new NetCdfValue(type, Numbers(name, number, length)),
            _ => new NetCdfValue((int)type < 32 ? type : NetCdfType.Compound, Array.Empty<byte>()),
        };
    }

    private Array Numbers(string name, NumberType number, nint length)
    {
        var values = NumberTypes.Allocate(number, length);
        if (length > 0)
        {
            fixed (byte* first = &MemoryMarshal.GetArrayDataReference(values))
            {
                NetCdfError.Check(NcAttributes.Read(_group.Id(), _variable, name, first), "nc_get_att", Subject(name));
            }
        }

        return values;
    }

    private string Characters(string name, nint length)
    {
        var bytes = new byte[length + 1];
        fixed (byte* first = bytes)
        {
            NetCdfError.Check(NcAttributes.Read(_group.Id(), _variable, name, first), "nc_get_att", Subject(name));
        }

        return Encoding.UTF8.GetString(bytes.AsSpan(0, (int)length)).TrimEnd('\0');
    }

    private string[] Strings(string name, nint length)
    {
        var pointers = new nint[length];
        if (length == 0)
        {
            return [];
        }

        fixed (nint* first = pointers)
        {
            NetCdfError.Check(
                NcAttributes.ReadStrings(_group.Id(), _variable, name, first), "nc_get_att_string", Subject(name));
            try
            {
                return Array.ConvertAll(pointers, pointer => Marshal.PtrToStringUTF8(pointer) ?? "");
            }
            finally
            {
                _ = NcData.FreeStrings(length, first);
            }
        }
    }

    private string Subject(string name) => $"{_subject}@{name}";
}
