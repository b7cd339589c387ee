using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Writes a NumPy file aside and gives it its name when it is complete.</summary>
internal sealed class NpyWriter : IDatasetWriter
{
    private readonly string _path;
    private NpyCubeWriter? _cube;
    private bool _isComplete;

    /// <summary>Makes nothing yet.</summary>
    public NpyWriter(string path)
    {
        _path = Path.GetFullPath(path);
        if (Path.Exists(_path))
        {
            throw new RefusalException(
                "path-exists", $"'{_path}' exists already.", "Choose another name, or delete it first.", RefusalKind.Conflict);
        }
    }

    private string Aside => _path + ".part";

    /// <inheritdoc />
    public ICubeWriter Add(CubeInfo cube, CubeLayout layout)
    {
        if (_cube is not null)
        {
            throw new RefusalException(
                "one-cube-only", $"A NumPy file holds one array; '{_cube.Cube.Name}' is in it, '{cube.Name}' was to be added.",
                "Export cube by cube, or choose zarr, hdf5 or netcdf.", RefusalKind.Unsupported);
        }

        try
        {
            return _cube = new NpyCubeWriter(Aside, cube);
        }
        catch (Exception error) when (StorageFaults.IsWriting(error))
        {
            throw StorageFaults.Writing(_path, error);
        }
    }

    /// <inheritdoc />
    /// <remarks>NumPy files have no attributes; they are dropped.</remarks>
    public void Complete(AttributeSet attributes)
    {
        if (_cube is null)
        {
            throw new RefusalException("no-cube", $"'{_path}' would hold no array.", "Add a cube.");
        }

        try
        {
            _cube.FinishShard(0);
            _cube.Dispose();
            File.Move(Aside, _path);
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
        _cube?.Dispose();
        if (!_isComplete && _cube is not null)
        {
            File.Delete(Aside);
        }
    }
}
