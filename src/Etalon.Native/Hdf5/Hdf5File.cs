using System.Text;

namespace Etalon.Native;

/// <summary>An open HDF5 file. Disposing closes it and everything opened through it.</summary>
public sealed unsafe class Hdf5File : IDisposable
{
    private const uint ReadWriteFlag = 1;
    private const uint TruncateFlag = 2;
    private const uint ExclusiveFlag = 4;
    private const uint SwmrReadFlag = 0x40;
    private const int CloseStrong = 3;
    private const int NewestBound = 2;
    private const int TrackAndIndexOrder = 3;
    private const int MaximumHops = 16;

    private readonly Hdf5Id _id;

    private Hdf5File(Hdf5Id id, string path)
    {
        _id = id;
        Path = path;
        Root = new Hdf5Group(this, new Hdf5Id(H5O.Open(id.Value, "/", 0), "H5Oopen", path), "/");
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>The root group; it lives as long as the file.</summary>
    public Hdf5Group Root { get; }

    /// <summary>Bytes of the file as the library sees it.</summary>
    public long Length
    {
        get
        {
            using var gate = Hdf5Lock.Enter();
            Hdf5Error.Check(H5F.GetFileSize(_id.Value, out var size), "H5Fget_filesize", Path);
            return checked((long)size);
        }
    }

    /// <summary>Whether a file is HDF5, by its signature.</summary>
    public static bool IsHdf5(string path)
    {
        using var gate = Hdf5Lock.Enter();
        return H5F.IsHdf5(path) > 0;
    }

    /// <summary>Makes a file.</summary>
    public static Hdf5File Create(string path, Hdf5CreateOptions? options = null)
    {
        options ??= new Hdf5CreateOptions();
        using var gate = Hdf5Lock.Enter();
        using var list = AccessList();
        using var creation = new Hdf5Id(H5P.Create(Hdf5Constants.FileCreation), "H5Pcreate");
        Hdf5Error.Check(H5P.SetLinkCreationOrder(creation.Value, TrackAndIndexOrder), "H5Pset_link_creation_order");
        if (options.NewestFormat)
        {
            Hdf5Error.Check(H5P.SetVersionBounds(list.Value, NewestBound, NewestBound), "H5Pset_libver_bounds");
        }

        if (options.AlignFrom > 0)
        {
            Hdf5Error.Check(
                H5P.SetAlignment(list.Value, (ulong)options.AlignFrom, (ulong)options.Alignment), "H5Pset_alignment");
        }

        var flags = options.Overwrite ? TruncateFlag : ExclusiveFlag;
        return Wrap(H5F.Create(path, flags, creation.Value, list.Value), "H5Fcreate", path);
    }

    /// <summary>Opens a file.</summary>
    /// <remarks>
    /// A cut file is refused. A file made with bad intent can crash libhdf5 1.10 and so the process (single wrong bytes
    /// in the heap of texts do): files from outside belong into a process that may die.
    /// </remarks>
    /// <exception cref="NativeException">It is missing, truncated, no HDF5 file, or damaged.</exception>
    public static Hdf5File Open(string path, Hdf5Access access = Hdf5Access.Read)
    {
        using var gate = Hdf5Lock.Enter();
        using var list = AccessList();
        var flags = access switch
        {
            Hdf5Access.ReadWrite => ReadWriteFlag,
            Hdf5Access.ReadWhileWritten => SwmrReadFlag,
            _ => 0u,
        };
        return Wrap(H5F.Open(path, flags, list.Value), "H5Fopen", path);
    }

    /// <summary>
    /// Opens an object by its path, step by step. Soft links are followed inside this file where that is asked for;
    /// external and foreign links never.
    /// </summary>
    public Hdf5Object Open(string path, bool followSoftLinks = false)
    {
        using var gate = Hdf5Lock.Enter();
        return Walk(path, followSoftLinks ? MaximumHops : 0);
    }

    /// <summary>Opens the object that a reference means.</summary>
    public Hdf5Object Open(Hdf5Reference reference)
    {
        using var gate = Hdf5Lock.Enter();
        var address = reference.Address;
        var id = new Hdf5Id(H5O.Dereference(_id.Value, 0, 0, &address), "H5Rdereference2", Path);
        var name = stackalloc byte[4096];
        var length = H5.GetName(id.Value, name, 4096);
        return Wrap(id, length > 0 ? Encoding.UTF8.GetString(name, (int)Math.Min(length, 4095)) : $"#{address}");
    }

    /// <summary>Opens a dataset by its path.</summary>
    public Hdf5Dataset OpenDataset(string path, bool followSoftLinks = false) =>
        Require<Hdf5Dataset>(Open(path, followSoftLinks));

    /// <summary>Opens a group by its path.</summary>
    public Hdf5Group OpenGroup(string path, bool followSoftLinks = false) =>
        Require<Hdf5Group>(Open(path, followSoftLinks));

    /// <summary>Hands everything buffered to the operating system.</summary>
    public void Flush()
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5F.Flush(_id.Value, 1), "H5Fflush", Path);
    }

    /// <summary>Lets other processes read from now on; no object or attribute can be added after it.</summary>
    public void StartReadWhileWritten()
    {
        using var gate = Hdf5Lock.Enter();
        Hdf5Error.Check(H5F.StartSwmrWrite(_id.Value), "H5Fstart_swmr_write", Path);
    }

    /// <summary>Closes the file; the last bytes are written here, and a full disk shows here.</summary>
    /// <exception cref="NativeException">Something could not be written.</exception>
    public void Close()
    {
        if (_id.IsClosed)
        {
            return;
        }

        using var gate = Hdf5Lock.Enter();
        try
        {
            Flush();
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Root.Dispose();
        _id.Dispose();
    }

    internal static T Require<T>(Hdf5Object found)
        where T : Hdf5Object
    {
        if (found is T right)
        {
            return right;
        }

        found.Dispose();
        var wanted = typeof(T) == typeof(Hdf5Dataset) ? "dataset" : "group";
        throw Hdf5Error.Refused("H5Oopen", found.Subject, $"it is no {wanted}");
    }

    /// <summary>The right class for an identifier, by its kind.</summary>
    internal Hdf5Object Wrap(Hdf5Id id, string path)
    {
        const int Group = 2;
        const int NamedType = 3;
        const int Dataset = 5;
        try
        {
            return H5.GetIdType(id.Value) switch
            {
                Group => new Hdf5Group(this, id, path),
                NamedType => new Hdf5NamedType(this, id, path),
                Dataset => new Hdf5Dataset(this, id, path),
                var other => throw Hdf5Error.Refused("H5Iget_type", $"{Path}:{path}", $"an object of unknown kind {other}"),
            };
        }
        catch
        {
            id.Dispose();
            throw;
        }
    }

    private static Hdf5File Wrap(long id, string call, string path)
    {
        var file = new Hdf5Id(id, call, path);
        try
        {
            return new Hdf5File(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Hdf5Id AccessList()
    {
        var list = new Hdf5Id(H5P.Create(Hdf5Constants.FileAccess), "H5Pcreate");
        Hdf5Error.Check(H5P.SetCloseDegree(list.Value, CloseStrong), "H5Pset_fclose_degree");
        Hdf5Error.Check(H5P.SetFileLocking(list.Value, use: false, ignoreWhenDisabled: true), "H5Pset_file_locking");
        return list;
    }

    private Hdf5Object Walk(string path, int hops)
    {
        var pending = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var here = (Hdf5Object)new Hdf5Group(this, new Hdf5Id(H5O.Open(_id.Value, "/", 0), "H5Oopen", Path), "/");
        while (pending.TryPop(out var name))
        {
            if (name is ".")
            {
                continue;
            }

            using var group = Require<Hdf5Group>(here);
            if (hops > 0 && group.FindLink(name) is { Kind: Hdf5LinkKind.Soft } link)
            {
                hops--;
                here = Restart(group, link.Target, pending);
                continue;
            }

            here = group.Open(name);
        }

        return here;
    }

    /// <summary>Where a soft link goes on: from the root, or from the group that holds it.</summary>
    private Hdf5Group Restart(Hdf5Group holder, string target, Stack<string> pending)
    {
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            pending.Push(step);
        }

        var from = target.StartsWith('/') ? "/" : ".";
        var id = new Hdf5Id(H5O.Open(holder.Id.Value, from, 0), "H5Oopen", holder.Subject);
        return new Hdf5Group(this, id, target.StartsWith('/') ? "/" : holder.Path);
    }
}
