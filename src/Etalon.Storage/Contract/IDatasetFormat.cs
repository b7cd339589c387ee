namespace Etalon.Storage;

/// <summary>A file format, found by content.</summary>
public interface IDatasetFormat
{
    /// <summary>Its name: <c>netcdf</c>, <c>hdf5</c>, <c>zarr</c>, <c>npy</c>.</summary>
    string Name { get; }

    /// <summary>Whether there is anything to open; a format may be written only.</summary>
    bool IsRead => true;

    /// <summary>How sure this format is that it can open the file or folder: 0 not at all, 100 entirely. Looks at content, not at the name.</summary>
    /// <param name="path">A file or folder that exists.</param>
    /// <param name="head">The first bytes of a file (up to 4096); empty for a folder.</param>
    int Recognise(string path, ReadOnlySpan<byte> head);

    /// <summary>Opens for reading.</summary>
    IDatasetReader Open(string path);

    /// <summary>Starts a new file or store; the path must not exist.</summary>
    IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options);
}
