namespace Etalon.Native;

/// <summary>An open netCDF file of one of the classic formats or of netCDF-4. Never Zarr.</summary>
public sealed class NetCdfFile : IDisposable
{
    private const int WriteFlag = 1;
    private const int NoClobberFlag = 4;
    private const int NoFillFlag = 0x100;

    private readonly NetCdfId _id;

    private NetCdfFile(NetCdfId id, string path)
    {
        _id = id;
        Path = path;
        NetCdfError.Check(Nc.GetFormat(id.Value, out var format), "nc_inq_format", path);
        Format = (NetCdfFormat)format;
        Root = new NetCdfGroup(this, id.Value, "/");
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>Its format.</summary>
    public NetCdfFormat Format { get; }

    /// <summary>The group that holds everything (in the classic formats: the file).</summary>
    public NetCdfGroup Root { get; }

    /// <summary>The library's version, with the date of its build.</summary>
    public static unsafe string LibraryVersion
    {
        get
        {
            using var gate = Hdf5Lock.Enter();
            return System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)Nc.Version()) ?? "";
        }
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="NativeException">It is missing, truncated, no netCDF file, or damaged.</exception>
    public static NetCdfFile Open(string path, bool forWriting = false)
    {
        var full = RequireFile(path);
        if (!File.Exists(full))
        {
            throw NetCdfError.Refused("nc_open", path, "there is no such file");
        }

        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.Open(full, forWriting ? WriteFlag : 0, out var id), "nc_open", path);
        return Own(id, path);
    }

    /// <summary>Makes a file; it is in define mode until <see cref="EndDefine"/>.</summary>
    public static NetCdfFile Create(string path, NetCdfFormat format, bool overwrite = false)
    {
        var full = RequireFile(path);
        var mode = format switch
        {
            NetCdfFormat.Classic => 0,
            NetCdfFormat.Offset64 => 0x200,
            NetCdfFormat.NetCdf4 => 0x1000,
            NetCdfFormat.NetCdf4Classic => 0x1100,
            NetCdfFormat.Cdf5 => 0x20,
            _ => throw NetCdfError.Refused("nc_create", path, $"there is no format {format}"),
        };
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.Create(full, mode | (overwrite ? 0 : NoClobberFlag), out var id), "nc_create", path);
        return Own(id, path);
    }

    /// <summary>Ends the definitions; data can be written now.</summary>
    public void EndDefine()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.EndDefine(Id), "nc_enddef", Path);
    }

    /// <summary>Goes back to definitions.</summary>
    public void Redefine()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.Redefine(Id), "nc_redef", Path);
    }

    /// <summary>Leaves variables that will all be written unfilled; call it before <see cref="EndDefine"/>.</summary>
    public void SkipFilling()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.SetFill(Id, NoFillFlag, out _), "nc_set_fill", Path);
    }

    /// <summary>Hands everything buffered to the operating system.</summary>
    public void Flush()
    {
        using var gate = Hdf5Lock.Enter();
        NetCdfError.Check(Nc.Sync(Id), "nc_sync", Path);
    }

    /// <summary>Closes the file; the last bytes are written here, and a full disk shows here.</summary>
    /// <exception cref="NativeException">Something could not be written.</exception>
    public void Close()
    {
        using var gate = Hdf5Lock.Enter();
        if (!_id.IsClosed)
        {
            _id.Dispose();
            NetCdfError.Check(_id.CloseCode, "nc_close", Path);
        }
    }

    /// <summary>Closes without saying whether that went well; <see cref="Close"/> says it.</summary>
    public void Dispose() => _id.Dispose();

    /// <summary>Read inside the lock.</summary>
    internal int Id => _id.Value;

    private static NetCdfFile Own(int id, string path)
    {
        var handle = new NetCdfId(id);
        try
        {
            return new NetCdfFile(handle, path);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The full path, which no longer can be taken for a URL: those lead libnetcdf to the network, and to Zarr, which it
    /// reads wrongly where it is compressed.
    /// </summary>
    private static string RequireFile(string path)
    {
        if (path.Contains("://", StringComparison.Ordinal) || path.Contains("#mode=", StringComparison.OrdinalIgnoreCase)
            || path.Contains('\0', StringComparison.Ordinal))
        {
            throw NetCdfError.Refused("nc_open", path, "only paths of files are opened, no URLs and no modes");
        }

        var full = System.IO.Path.GetFullPath(path);
        return Directory.Exists(full) ? throw NetCdfError.Refused("nc_open", path, "this is a folder") : full;
    }
}
