using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Makes a store in <c>path.part</c> and gives it its name when it is complete.</summary>
/// <remarks>
/// A folder <c>path.part</c> that an interrupted run left is taken over: its shards can be adopted, everything else in it is
/// overwritten or swept away. Disposing without completing leaves it for the next try.
/// </remarks>
internal sealed class ZarrWriter : IDatasetWriter
{
    private readonly string _path;
    private readonly ContainedFolder _stage;
    private readonly DurableFolders _folders;
    private readonly ZarrPlaces _places = new();
    private readonly List<ZarrCubeWriter> _cubes = [];
    private bool _isComplete;

    /// <summary>Makes the folder.</summary>
    public ZarrWriter(string path)
    {
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.Exists(_path))
        {
            throw new RefusalException(
                "path-exists", $"'{_path}' exists already.", "Choose another name, or delete it first.", RefusalKind.Conflict);
        }

        var stage = _path + ".part";
        _folders = new DurableFolders(stage);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(stage) ?? "/");
            _folders.Make(stage);
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(stage, error);
        }

        _stage = new ContainedFolder(stage);
    }

    /// <inheritdoc />
    public ICubeWriter Add(CubeInfo cube, CubeLayout layout)
    {
        if (_cubes.Exists(other => string.Equals(other.Cube.Name, cube.Name, StringComparison.Ordinal)))
        {
            throw new RefusalException("duplicate-cube", $"There are two cubes '{cube.Name}'.", "Give each cube its own name.");
        }

        var info = ZarrLayout.Describe(cube, layout, _places.Place(cube), _stage.Path);
        var writer = new ZarrCubeWriter(cube, info, _stage, _folders);
        _cubes.Add(writer);
        return writer;
    }

    /// <inheritdoc />
    public ICubeReader? Reopen(string cube) =>
        _cubes.Find(writer => string.Equals(writer.Cube.Name, cube, StringComparison.Ordinal)) is { } writer
            ? new ZarrCubeReader(writer.Cube, new ZarrArray(_stage, writer.Info))
            : null;

    /// <inheritdoc />
    public void Complete(AttributeSet attributes)
    {
        if (_isComplete)
        {
            throw new InvalidOperationException("The store is complete already.");
        }

        try
        {
            foreach (var cube in _cubes)
            {
                cube.FinishAll();
            }

            var root = WriteMetadata(attributes);
            var shards = _cubes.SelectMany(cube => cube.Files)
                .ToImmutableSortedDictionary(file => file.Path, file => Convert.ToHexStringLower(file.Digest), StringComparer.Ordinal);
            var manifest = ZarrManifest.Of(root, shards);
            _folders.Write(Path.Combine(_stage.Path, ZarrManifest.FileName), manifest.ToBytes());
            Sweep(shards);
            _folders.Flush();
            Directory.Move(_stage.Path, _path);
            FileSpace.FlushFolder(Path.GetDirectoryName(_path) ?? "/");
            _isComplete = true;
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(_path, error);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var cube in _cubes)
        {
            cube.Dispose();
        }
    }

    private byte[] WriteMetadata(AttributeSet attributes)
    {
        var nodes = new List<(string Path, byte[] Metadata)>();
        var arrays = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (group, axes) in _places.Groups)
        {
            WriteCoordinates(group, [.. axes.Values], nodes, arrays);
        }

        // Cubes first and in the order in which they were added: readers show them so.
        nodes.InsertRange(0, _cubes.Select(cube => (cube.Info.Path, ZarrMetadata.Cube(cube.Cube, cube.Info, arrays))));
        foreach (var (path, metadata) in nodes)
        {
            WriteNode(path, metadata);
        }

        var groups = _places.Groups.Keys.Where(group => group.Length > 0).OrderByDescending(group => group, StringComparer.Ordinal).ToArray();
        foreach (var group in groups)
        {
            var below = nodes.Where(node => node.Path.StartsWith(group + "/", StringComparison.Ordinal))
                .Select(node => (node.Path[(group.Length + 1)..], node.Metadata));
            WriteNode(group, ZarrMetadata.Group(AttributeSet.Empty, isRoot: false, below));
        }

        nodes.AddRange(groups.Reverse().Select(group => (group, ZarrMetadata.Group(AttributeSet.Empty, isRoot: false, []))));
        var root = ZarrMetadata.Group(attributes, isRoot: true, nodes);
        WriteNode("", root);
        return root;
    }

    private void WriteCoordinates(string group, ImmutableArray<Axis> axes, List<(string Path, byte[] Metadata)> nodes, HashSet<string> arrays)
    {
        var names = axes.Select(axis => axis.Name).ToHashSet(StringComparer.Ordinal);
        var edgeAxis = names.Contains("bnds") ? "bnds_of_cell" : "bnds";
        foreach (var axis in axes.Where(ZarrCoordinates.HasArray))
        {
            var (info, chunk) = ZarrCoordinates.Of(group, axis);
            WriteChunk(info, chunk);
            nodes.Add((info.Path, ZarrMetadata.Coordinates(axis, info, isBounds: false)));
            arrays.Add(info.Path);
        }

        foreach (var axis in axes.Where(axis => axis.HasBounds))
        {
            var (info, chunk) = ZarrCoordinates.BoundsOf(group, axis, edgeAxis);
            WriteChunk(info, chunk);
            nodes.Add((info.Path, ZarrMetadata.Coordinates(axis, info, isBounds: true)));
        }
    }

    private void WriteChunk(ZarrArrayInfo info, byte[] chunk) =>
        _folders.Write(Path.Combine(_stage.Path, info.Path, info.Keys.Of(new long[info.Shape.Length])), chunk);

    private void WriteNode(string path, byte[] metadata) => _folders.Write(Path.Combine(_stage.Path, path, "zarr.json"), metadata);

    /// <summary>Removes what an interrupted run left and nobody adopted.</summary>
    private void Sweep(ImmutableSortedDictionary<string, string> shards)
    {
        foreach (var cube in _cubes)
        {
            var folder = Path.Combine(_stage.Path, cube.Info.Path);
            if (!Directory.Exists(folder))
            {
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToArray())
            {
                var path = Path.GetRelativePath(_stage.Path, file);
                if (!shards.ContainsKey(path) && !path.EndsWith("/zarr.json", StringComparison.Ordinal))
                {
                    File.Delete(file);
                }
            }
        }
    }
}
