using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Zarr: version 3 with sharding is what Etalon writes and keeps; versions 2 and 3 of any program are read.</summary>
public sealed class ZarrFormat : IDatasetFormat
{
    private const int Certain = 100;

    private static readonly string[] Marks = ["zarr.json", ".zmetadata", ".zgroup", ".zarray"];

    /// <inheritdoc />
    public string Name => "zarr";

    /// <inheritdoc />
    public int Recognise(string path, ReadOnlySpan<byte> head) =>
        Directory.Exists(path) && Array.Exists(Marks, mark => File.Exists(Path.Combine(path, mark))) ? Certain : 0;

    /// <inheritdoc />
    public IDatasetReader Open(string path)
    {
        if (!Directory.Exists(path))
        {
            throw Refusal.NoSuchFile(path);
        }

        var folder = new ContainedFolder(path);
        try
        {
            var tree = ZarrTree.Read(folder);
            return ZarrReader.Knows(tree) ? new ZarrReader(folder, tree) : new CfReader(ZarrForeign.Lay(folder, tree));
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(path, "", error);
        }
    }

    /// <inheritdoc />
    /// <remarks>
    /// The store grows in <c>path.part</c>. What an interrupted run left there can be adopted shard by shard; anything else in it is
    /// overwritten.
    /// </remarks>
    public IDatasetWriter Create(string path, IReadOnlyDictionary<string, string> options) => new ZarrWriter(path);
}
