using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>A FITS file: the cubes are its images.</summary>
/// <remarks>
/// Headers are read through the library. Samples that are not encoded are read where they lie, by any number of threads and without it; each cube
/// of encoded ones opens the file for itself.
/// </remarks>
internal sealed class FitsReader : IDatasetReader
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private readonly ImmutableArray<FitsImage> _images;

    private FitsReader(SafeFileHandle handle, string path, FitsWalk walk)
    {
        (_handle, _path, _images) = (handle, path, [.. walk.Images]);
        Cubes = [.. _images.Select(static image => image.Cube)];
        Attributes = walk.Attributes;
        Remarks = [.. walk.Remarks];
        DefaultCube = (Cubes.FirstOrDefault(static cube => cube.Rank > 1) ?? Cubes[0]).Name;
    }

    /// <inheritdoc />
    public ImmutableArray<CubeInfo> Cubes { get; }

    /// <inheritdoc />
    public AttributeSet Attributes { get; }

    /// <inheritdoc />
    public string DefaultCube { get; }

    /// <inheritdoc />
    public ImmutableArray<string> Remarks { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="RefusalException">It is damaged or cut off, or has no image.</exception>
    public static FitsReader Of(string path)
    {
        var handle = File.OpenHandle(path, options: FileOptions.RandomAccess);
        try
        {
            var walk = new FitsWalk(handle);
            using (var file = FitsFile.Open(handle, path))
            {
                walk.Run(file);
            }

            return walk.Images.Count > 0 ? new FitsReader(handle, path, walk) : throw NoImage(path, walk);
        }
        catch (Exception error)
        {
            handle.Dispose();
            if (StorageFaults.IsReading(error))
            {
                throw StorageFaults.Reading(path, "", error is NativeException native ? new InvalidDataException(native.Text, native) : error);
            }

            throw;
        }
    }

    /// <inheritdoc />
    public ICubeReader Open(string cube)
    {
        var image = _images.FirstOrDefault(image => string.Equals(image.Cube.Name, cube, StringComparison.Ordinal))
            ?? throw Refusal.Unknown("cube", cube, Cubes.Select(static known => known.Name));
        try
        {
            return new InterpretedCube(image.Cube, image.Open(_handle, _path), image.Rule, _path);
        }
        catch (Exception error) when (StorageFaults.IsReading(error))
        {
            throw StorageFaults.Reading(_path, "", error);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _handle.Dispose();

    private static RefusalException NoImage(string path, FitsWalk walk) => new(
        "no-image", walk.HasTables ? $"'{path}' holds tables and no image; tables of FITS files are not read." : $"'{path}' holds no image. {string.Join(' ', walk.Remarks)}".TrimEnd(),
        "Only images of FITS files become cubes; write columns of tables into a NetCDF file first, with astropy and xarray for example.", RefusalKind.Unsupported);
}
