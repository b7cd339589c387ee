namespace Etalon.Native;

/// <summary>A group of an open netCDF file; lives as long as the file.</summary>
public sealed unsafe class NetCdfGroup
{
    private readonly int _id;

    internal NetCdfGroup(NetCdfFile file, int id, string path)
    {
        File = file;
        _id = id;
        Path = path;
    }

    /// <summary>The file it is in.</summary>
    public NetCdfFile File { get; }

    /// <summary>Its path, beginning with a slash.</summary>
    public string Path { get; }

    /// <summary>Its attributes (in the root group: the global ones).</summary>
    public NetCdfAttributes Attributes => new(this, NetCdfAttributes.Global, Subject);

    internal string Subject => $"{File.Path}:{Path}";

    /// <summary>Groups inside it.</summary>
    public IReadOnlyList<NetCdfGroup> Groups()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.GetGroups(Id(), out var count, null), "nc_inq_grps", Subject);
        var ids = new int[count];
        fixed (int* first = ids)
        {
            NetCdfError.Check(Nc.GetGroups(Id(), out _, first), "nc_inq_grps", Subject);
        }

        var name = stackalloc byte[NetCdfError.NameBytes];
        var groups = new NetCdfGroup[count];
        for (var i = 0; i < groups.Length; i++)
        {
            NetCdfError.Check(Nc.GetGroupName(ids[i], name), "nc_inq_grpname", Subject);
            groups[i] = new NetCdfGroup(File, ids[i], ChildPath(NetCdfError.Name(name)));
        }

        return groups;
    }

    /// <summary>Dimensions defined here, without those of the groups around it.</summary>
    public IReadOnlyList<NetCdfDimension> Dimensions()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.GetDimensions(Id(), out var count, null, 0), "nc_inq_dimids", Subject);
        var ids = new int[count];
        fixed (int* first = ids)
        {
            NetCdfError.Check(Nc.GetDimensions(Id(), out _, first, 0), "nc_inq_dimids", Subject);
        }

        var unlimited = Unlimited();
        return Array.ConvertAll(ids, id => Dimension(id, unlimited));
    }

    /// <summary>Variables defined here.</summary>
    public IReadOnlyList<NetCdfVariable> Variables()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.GetVariables(Id(), out var count, null), "nc_inq_varids", Subject);
        var ids = new int[count];
        fixed (int* first = ids)
        {
            NetCdfError.Check(Nc.GetVariables(Id(), out _, first), "nc_inq_varids", Subject);
        }

        return Array.ConvertAll(ids, id => new NetCdfVariable(this, id));
    }

    /// <summary>The variable of that name, or null.</summary>
    public NetCdfVariable? FindVariable(string name) =>
        Variables().FirstOrDefault(variable => string.Equals(variable.Name, name, StringComparison.Ordinal));

    /// <summary>Defines a dimension; one without limit begins with length 0.</summary>
    public NetCdfDimension DefineDimension(string name, long length, bool unlimited = false)
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(
            Nc.DefineDimension(Id(), name, unlimited ? 0 : (nint)length, out var id), "nc_def_dim", $"{Subject}:{name}");
        return new NetCdfDimension(id, name, unlimited ? 0 : length, unlimited);
    }

    /// <summary>Defines a variable.</summary>
    public NetCdfVariable DefineVariable(string name, NetCdfType type, params ReadOnlySpan<NetCdfDimension> dimensions)
    {
        using var gate = Hdf5Lock.Enter();
        var ids = new int[dimensions.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = dimensions[i].Id;
        }

        fixed (int* first = ids)
        {
            NetCdfError.Check(
                Nc.DefineVariable(Id(), name, (int)type, ids.Length, first, out var id), "nc_def_var", $"{Subject}:{name}");
            return new NetCdfVariable(this, id);
        }
    }

    /// <summary>Makes a group inside it (netCDF-4 only).</summary>
    public NetCdfGroup CreateGroup(string name)
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.DefineGroup(Id(), name, out var id), "nc_def_grp", $"{Subject}:{name}");
        return new NetCdfGroup(File, id, ChildPath(name));
    }

    /// <summary>The library's number, inside the lock and only while the file is open.</summary>
    internal int Id()
    {
        _ = File.Id;
        return _id;
    }

    internal NetCdfDimension Dimension(int id) => Dimension(id, Unlimited());

    private NetCdfDimension Dimension(int id, HashSet<int> unlimited)
    {
        var name = stackalloc byte[NetCdfError.NameBytes];
        NetCdfError.Check(Nc.GetDimension(Id(), id, name, out var length), "nc_inq_dim", Subject);
        return new NetCdfDimension(id, NetCdfError.Name(name), length, unlimited.Contains(id));
    }

    private HashSet<int> Unlimited()
    {
        NetCdfError.Check(Nc.GetUnlimited(Id(), out var count, null), "nc_inq_unlimdims", Subject);
        var ids = new int[count];
        fixed (int* first = ids)
        {
            NetCdfError.Check(Nc.GetUnlimited(Id(), out _, first), "nc_inq_unlimdims", Subject);
        }

        return [.. ids];
    }

    private string ChildPath(string name) => Path is "/" ? "/" + name : $"{Path}/{name}";
}
