namespace Etalon.Storage;

/// <summary>HDF5, with NeXus conventions where a file follows them.</summary>
public sealed class Hdf5Format : IDatasetFormat
{
    // Less than NetCDF-4, which is HDF5 too, gives for a file of its own.
    private const int Possible = 60;

    /// <inheritdoc />
    public string Name => "hdf5";

    /// <inheritdoc />
    public int Recognise(string path, ReadOnlySpan<byte> head) => Hdf5Signature.IsIn(path, head) ? Possible : 0;

    /// <inheritdoc />
    public IDatasetReader Open(string path)
    {
        var listing = Hdf5Walk.Of(Hdf5Source.Open(path));
        return Hdf5Source.Guarded(path, () => Read(listing));
    }

    /// <summary>A file that holds tomography scans shows them first.</summary>
    private static IDatasetReader Read(Hdf5Listing listing)
    {
        var file = new NexusReader(listing);
        try
        {
            return ScanFinding.In(listing) is { } scan ? new ScanReader(file, scan.Cubes, scan.ShownBy, scan.Remarks) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options) =>
        new NexusWriter(path, WriterOptions.Parse(options));
}
