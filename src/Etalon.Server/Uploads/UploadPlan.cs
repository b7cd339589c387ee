using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Where the bytes of an upload belong: its files, one after the other, are one stream.</summary>
internal sealed class UploadPlan
{
    private readonly IReadOnlyList<UploadedFile> _files;
    private readonly long[] _ends;

    public UploadPlan(string folder, IReadOnlyList<UploadedFile> files)
    {
        Folder = folder;
        _files = files;
        _ends = new long[files.Count];
        var end = 0L;
        for (var i = 0; i < files.Count; i++)
        {
            _ends[i] = end += files[i].Bytes;
        }
    }

    /// <summary>Where the files lie.</summary>
    public string Folder { get; }

    /// <summary>What is to be brought in: a file or a folder.</summary>
    public string Top => UploadNames.Top(_files) is { Length: > 0 } top ? Path.Combine(Folder, top) : Folder;

    /// <summary>The file that a byte belongs to, the byte's place in it, and how many of that file come from there on.</summary>
    public (string Path, long Offset, long Left) At(long offset)
    {
        // The first file that ends behind it; files without a byte hold none.
        var found = Array.BinarySearch(_ends, offset);
        var index = found < 0 ? ~found : found + 1;
        while (index < _ends.Length && _ends[index] <= offset)
        {
            index++;
        }

        return (PathOf(index), offset - (_ends[index] - _files[index].Bytes), _ends[index] - offset);
    }

    /// <summary>Makes the files that have no byte.</summary>
    public void MakeEmptyFiles()
    {
        for (var i = 0; i < _files.Count; i++)
        {
            if (_files[i].Bytes == 0)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(PathOf(i))!);
                File.WriteAllBytes(PathOf(i), []);
            }
        }
    }

    /// <summary>Checks that the bytes that were counted are there: a disk may lose what a power cut caught, or somebody may have cleared up.</summary>
    /// <exception cref="RefusalException">They are not: <c>upload-damaged</c>.</exception>
    public void Check(long received)
    {
        for (var i = 0; i < _files.Count && _ends[i] - _files[i].Bytes < received; i++)
        {
            var start = _ends[i] - _files[i].Bytes;
            var file = new FileInfo(PathOf(i));
            if (!file.Exists || file.Length < Math.Min(_files[i].Bytes, received - start))
            {
                throw new RefusalException(
                    "upload-damaged", $"'{_files[i].Path}' has lost bytes that had come already.", "Delete the upload and send the files again.", RefusalKind.Corrupt);
            }
        }
    }

    private string PathOf(int index) => Path.Combine(Folder, _files[index].Path);
}
