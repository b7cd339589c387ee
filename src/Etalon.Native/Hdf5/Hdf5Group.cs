using System.Runtime.InteropServices;
using System.Text;

namespace Etalon.Native;

/// <summary>An open group.</summary>
public sealed unsafe class Hdf5Group : Hdf5Object
{
    private const int TrackAndIndexOrder = 3;

    internal Hdf5Group(Hdf5File file, Hdf5Id id, string path)
        : base(file, id, path)
    {
    }

    /// <summary>Its members by name. Nothing is opened or followed to list them.</summary>
    public IReadOnlyList<Hdf5Link> Links()
    {
        using var gate = Hdf5Lock.Enter();
        return [.. Hdf5Names.OfLinks(Id.Value, Subject).Select(Describe)];
    }

    /// <summary>One member, or null.</summary>
    public Hdf5Link? FindLink(string name)
    {
        RequireName(name);
        using var gate = Hdf5Lock.Enter();
        var found = H5L.Exists(Id.Value, name, 0);
        Hdf5Error.Check(found, "H5Lexists", Subject);
        return found > 0 ? Describe(name) : null;
    }

    /// <summary>Opens a member that is known by a hard link.</summary>
    /// <exception cref="NativeException">There is none, or the name is a soft, external or foreign link.</exception>
    public Hdf5Object Open(string name)
    {
        using var gate = Hdf5Lock.Enter();
        var link = FindLink(name) ?? throw Hdf5Error.Refused("H5Oopen", Subject, $"there is no member '{name}'");
        if (link.Kind != Hdf5LinkKind.Hard)
        {
            throw Hdf5Error.Refused(
                "H5Oopen",
                Subject,
                $"'{name}' is a link of kind {link.Kind} to '{link.TargetFile}{link.Target}', which is not followed");
        }

        var id = new Hdf5Id(H5O.Open(Id.Value, name, 0), "H5Oopen", $"{Subject}/{name}");
        return File.Wrap(id, ChildPath(name));
    }

    /// <summary>Opens a member that is a dataset.</summary>
    public Hdf5Dataset OpenDataset(string name) => Hdf5File.Require<Hdf5Dataset>(Open(name));

    /// <summary>Opens a member that is a group.</summary>
    public Hdf5Group OpenGroup(string name) => Hdf5File.Require<Hdf5Group>(Open(name));

    /// <summary>Makes a group; members are also kept in the order of their making.</summary>
    public Hdf5Group CreateGroup(string name)
    {
        RequireName(name);
        using var gate = Hdf5Lock.Enter();
        using var creation = new Hdf5Id(H5P.Create(Hdf5Constants.GroupCreation), "H5Pcreate");
        Hdf5Error.Check(H5P.SetLinkCreationOrder(creation.Value, TrackAndIndexOrder), "H5Pset_link_creation_order");
        var id = new Hdf5Id(H5L.CreateGroup(Id.Value, name, 0, creation.Value, 0), "H5Gcreate2", $"{Subject}/{name}");
        return new Hdf5Group(File, id, ChildPath(name));
    }

    /// <summary>Makes a dataset of numbers.</summary>
    public Hdf5Dataset CreateDataset(string name, Hdf5DatasetSpec spec)
    {
        RequireName(name);
        using var gate = Hdf5Lock.Enter();
        var path = ChildPath(name);
        return new Hdf5Dataset(
            File, Hdf5DatasetMaking.Create(Id.Value, name, spec, $"{File.Path}:{path}"), path);
    }

    /// <summary>Makes a dataset of UTF-8 texts; an empty shape is a single text.</summary>
    public Hdf5Dataset CreateTexts(string name, IReadOnlyList<long> shape)
    {
        RequireName(name);
        using var gate = Hdf5Lock.Enter();
        var path = ChildPath(name);
        return new Hdf5Dataset(
            File, Hdf5DatasetMaking.CreateTexts(Id.Value, name, shape, $"{File.Path}:{path}"), path);
    }

    /// <summary>Makes a dataset of texts and writes them.</summary>
    public void WriteTexts(string name, IReadOnlyList<string> texts)
    {
        using var dataset = CreateTexts(name, [texts.Count]);
        dataset.WriteTexts(texts);
    }

    /// <summary>Makes a dataset of a single text and writes it.</summary>
    public void WriteText(string name, string text)
    {
        using var dataset = CreateTexts(name, []);
        dataset.WriteTexts([text]);
    }

    /// <summary>Makes a link to a path of the same file.</summary>
    public void LinkSoft(string name, string target)
    {
        RequireName(name);
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5L.CreateSoft(target, Id.Value, name, 0, 0), "H5Lcreate_soft", Subject);
    }

    /// <summary>Gives an object of the same file a further name.</summary>
    public void LinkHard(string name, Hdf5Object target)
    {
        RequireName(name);
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5L.CreateHard(target.Id.Value, ".", Id.Value, name, 0, 0), "H5Lcreate_hard", Subject);
    }

    /// <summary>Makes a link to a path of another file.</summary>
    public void LinkExternal(string name, string file, string target)
    {
        RequireName(name);
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5L.CreateExternal(file, target, Id.Value, name, 0, 0), "H5Lcreate_external", Subject);
    }

    private string ChildPath(string name) => Path is "/" ? "/" + name : $"{Path}/{name}";

    private Hdf5Link Describe(string name)
    {
        var info = default(H5LinkRecord);
        Hdf5Error.Check(H5L.GetInfo(Id.Value, name, &info, 0), "H5Lget_info", $"{Subject}/{name}");
        if (info.Kind == 0)
        {
            return new Hdf5Link(name, Hdf5LinkKind.Hard, "", "");
        }

        if (info.Kind != 1 && info.Kind != 64)
        {
            return new Hdf5Link(name, Hdf5LinkKind.Foreign, "", "");
        }

        if (info.AddressOrSize > 1 << 20)
        {
            throw Hdf5Error.Refused("H5Lget_val", $"{Subject}/{name}", $"a link of {info.AddressOrSize} bytes");
        }

        // Two spare zeros: whatever the file holds, the texts end inside the buffer.
        var value = new byte[(int)info.AddressOrSize + 2];
        fixed (byte* first = value)
        {
            Hdf5Error.Check(
                H5L.GetValue(Id.Value, name, first, (nint)info.AddressOrSize, 0), "H5Lget_val", $"{Subject}/{name}");
            return info.Kind == 1
                ? new Hdf5Link(name, Hdf5LinkKind.Soft, Marshal.PtrToStringUTF8((nint)first) ?? "", "")
                : External(name, value);
        }
    }

    /// <summary>An external link is one byte of version and flags, the file, a zero, the path, a zero.</summary>
    private static Hdf5Link External(string name, byte[] value)
    {
        var texts = Encoding.UTF8.GetString(value.AsSpan(1)).Split('\0');
        return new Hdf5Link(name, Hdf5LinkKind.External, texts[1], texts[0]);
    }

    private void RequireName(string name)
    {
        if (name.Length == 0 || name is "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
        {
            throw Hdf5Error.Refused("name", Subject, $"'{name}' is not the name of a single member");
        }
    }
}
