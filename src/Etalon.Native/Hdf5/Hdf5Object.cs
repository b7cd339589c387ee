namespace Etalon.Native;

/// <summary>An open group, dataset or named type. Dispose it; closing the file closes it as well.</summary>
public abstract class Hdf5Object : IDisposable
{
    private protected Hdf5Object(Hdf5File file, Hdf5Id id, string path)
    {
        File = file;
        Id = id;
        Path = path;
    }

    /// <summary>The file it is in.</summary>
    public Hdf5File File { get; }

    /// <summary>The path by which it was opened, beginning with a slash.</summary>
    public string Path { get; }

    /// <summary>Its last name; empty for the root group.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Its attributes.</summary>
    public Hdf5Attributes Attributes => new(this);

    /// <summary>A reference to it, which also identifies it within its file whatever path led here.</summary>
    public unsafe Hdf5Reference Reference
    {
        get
        {
            using var gate = Hdf5Lock.Enter();
            var info = default(H5ObjectRecord);
            Hdf5Error.Check(H5O.GetInfo(Id.Value, &info, fields: 1), "H5Oget_info2", Subject);
            return new Hdf5Reference(info.Address);
        }
    }

    internal Hdf5Id Id { get; }

    /// <summary>File and path, for messages.</summary>
    internal string Subject => $"{File.Path}:{Path}";

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the identifier back.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Id.Dispose();
        }
    }
}
